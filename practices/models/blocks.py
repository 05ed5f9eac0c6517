"""Building blocks of a practice: parts with a name that another city can take over by themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin

from practices.models.practices import PracticePage


class BuildingBlock(TranslatableMixin, Orderable):
    """One part of a practice, told so that it can be used without the rest.

    ``translation_key`` is its name for links: the same in all languages and versions (``anchor``).
    """

    WORDS = ("name", "told", "needs")

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="blocks")
    name = models.CharField(
        _("name of the building block"),
        max_length=120,
        help_text=_("For example “counselling by telephone” or “training of teachers”."),
    )
    told = models.TextField(_("what is done in it"), blank=True, max_length=1000)
    needs = models.TextField(_("what it needs to work"), blank=True, max_length=500)

    panels = [FieldPanel(name) for name in WORDS]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("building block")
        verbose_name_plural = _("building blocks")

    def __str__(self) -> str:
        return self.name

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its practice; what links to it end with."""
        return f"block-{self.translation_key}"
