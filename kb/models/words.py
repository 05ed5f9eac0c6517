"""The lexicon: ordinary words with the same meaning in several languages, one row for each sense."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.lexicon.forms_of_words import LONGEST_CODE, Forms, checked_forms, code_of
from kb.lexicon.related import RelatedFormField, checked_related, no_such_row
from kb.models.pages import validate_code
from kb.texts.sorting import folded
from kb.texts.translated_names import SynonymsField, in_language


class FormsField(SynonymsField):
    """``{"en": ["prisoner", "inmate"], "de": ["Häftling"], …}``: what a row of the lexicon may hold."""

    def clean(self, value: Any, model_instance: models.Model | None) -> Forms:
        """The forms as they are stored. Raises ``ValidationError`` for what is no word of its language."""
        return checked_forms(value)


class RelatedField(models.JSONField):
    """``["attack", "violence-at-school"]``: the codes of other rows, the nearest first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def clean(self, value: Any, model_instance: models.Model | None) -> list[str]:
        """The codes, each once. Raises ``ValidationError`` for what is no code of another row."""
        codes = checked_related(value, own=getattr(model_instance, "code", ""))
        known = set(Word.objects.filter(code__in=codes).values_list("code", flat=True))
        if missing := [code for code in codes if code not in known]:
            raise ValidationError(no_such_row(missing[0]))
        return codes

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{**kwargs, "form_class": RelatedFormField})


class Word(models.Model):
    """One sense of an ordinary word: its forms in each language, the commonest first.

    No facet: what is typed in one language is looked for in the others as well (``kb.lexicon.table``).
    ``code`` never changes. A row with a ``source`` was imported: it is under that source's licence, counts
    less than our own, and is used only where the operator wants it.
    """

    code = models.CharField(
        _("code"),
        max_length=LONGEST_CODE,
        unique=True,
        blank=True,
        validators=[validate_code],
        help_text=_(
            "Left empty, it is made from the first English form. It does not change later."
        ),
    )
    forms = FormsField(
        _("forms in each language"),
        help_text=_(
            "One sense only. The commonest form first, several separated by semicolons; leave out "
            "translations that mean other things as well."
        ),
    )
    is_ambiguous = models.BooleanField(
        _("ambiguous"),
        default=False,
        help_text=_("Some form means other things as well: the row counts less."),
    )
    related = RelatedField(
        _("related words"),
        help_text=_(
            "Codes of words by which a right record may be told instead, the nearest first, separated by "
            "semicolons. They are looked for too where hardly any record has all of a reader’s words."
        ),
    )
    source = models.CharField(_("source"), max_length=80, blank=True, default="", db_index=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True, default="")
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    folded = models.TextField(default="", blank=True, editable=False)

    class Meta:
        verbose_name = _("word of the lexicon")
        verbose_name_plural = _("words of the lexicon")
        ordering = ["code"]

    def __str__(self) -> str:
        first = in_language(self.forms, None, [])
        return str(first[0]) if first else self.code

    def clean(self) -> None:
        """A row without a code takes that of its first English form."""
        super().clean()
        if self.source and not self.licence:
            raise ValidationError({"licence": _("Name the licence of the source.")})
        if not self.code and isinstance(self.forms, dict) and self.forms.get("en"):
            self.code = code_of(self.forms)
            if Word.objects.filter(code=self.code).exclude(pk=self.pk).exists():
                raise ValidationError(
                    {
                        "code": _(
                            "A word with the code “%(code)s” is there already. Give another code."
                        )
                        % {"code": self.code}
                    }
                )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded", "changed_at"}
        super().save(*args, **kwargs)

    def fold(self) -> None:
        """Note the forms as the admin's search compares them; whoever writes many rows at once calls it."""
        self.folded = "\n".join(folded(word) for words in self.forms.values() for word in words)
