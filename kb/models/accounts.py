"""People who can sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person with an account: an official of a city, an editor, the secretariat, an administrator.

    Our own model from the first migration on, because replacing Django's later is hardly possible.
    The e-mail address is unique: it is what people sign in with.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
