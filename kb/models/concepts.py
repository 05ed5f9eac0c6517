"""The controlled vocabulary: concepts after the model of SKOS, one row whatever the language."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from kb.models.pages import validate_code
from kb.texts.translated_names import NamesField, SynonymsField, TextsField, in_language


class ConceptFacet(models.TextChoices):
    """The sides from which a record is described; a concept belongs to exactly one."""

    THEME = "theme", _("Theme")
    AUDIENCE = "audience", _("Audience")
    SETTING = "setting", _("Setting")
    PREVENTION_LEVEL = "prevention_level", _("Prevention level")
    METHOD = "method", _("Method")
    EVIDENCE = "evidence", _("Evidence level")
    IDEOLOGY = "ideology", _("Form of extremism")


class Concept(index.Indexed, models.Model):  # type: ignore[django-manager-missing]
    """One idea of the vocabulary with its label, synonyms and definition in six languages.

    ``code`` never changes: addresses, the index and other people's data carry it, screens show the
    label. Delete only what nothing uses; merge the rest (:func:`kb.vocabulary.merging.merge_concepts`): the
    code of what was merged is kept among the ``former_codes``, so that addresses with it go on working.
    """

    code = models.CharField(_("code"), max_length=80, unique=True, validators=[validate_code])
    facet = models.CharField(_("facet"), max_length=20, choices=ConceptFacet.choices, db_index=True)
    labels = NamesField(_("label in each language"))
    synonyms = SynonymsField(
        _("synonyms in each language"),
        blank=True,
        help_text=_("Other words people search for, separated by semicolons."),
    )
    definitions = TextsField(
        _("definition in each language"),
        blank=True,
        help_text=_(
            "One sentence: what belongs here, and what does not. It stands below the label at the desk."
        ),
    )
    broader = models.ForeignKey(
        "self",
        verbose_name=_("broader concept"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="narrower",
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    former_codes = models.JSONField(default=list, blank=True, editable=False)

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("facet"),
    ]

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["facet", "sort_order", "code"]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        """The preferred label in a language (the active one if None)."""
        return str(in_language(self.labels, language, self.code))

    def definition(self, language: str | None = None) -> str:
        """What belongs to the concept, in a language (the active one if None); empty if there is none."""
        return str(in_language(self.definitions, language, ""))

    def search_text(self) -> str:
        """All labels and synonyms, for the admin's own search."""
        synonyms = [word for words in self.synonyms.values() for word in words]
        return " ".join([self.code, *self.labels.values(), *synonyms])

    def clean(self) -> None:
        super().clean()
        if self.broader is None:
            return
        if self.broader.facet != self.facet:
            raise ValidationError({"broader": _("The broader concept must be of the same facet.")})
        seen = {self.pk}
        ancestor: Concept | None = self.broader
        while ancestor is not None:
            if ancestor.pk in seen:
                raise ValidationError({"broader": _("A concept cannot be broader than itself.")})
            seen.add(ancestor.pk)
            ancestor = ancestor.broader
