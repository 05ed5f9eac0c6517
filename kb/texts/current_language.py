"""The language in which what is made now is read."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language


def current_language() -> str:
    """The code of the active language; the site's own where translations are switched off."""
    return get_language() or settings.LANGUAGE_CODE
