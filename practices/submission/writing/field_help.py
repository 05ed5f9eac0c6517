"""What is said beside a field of the desk: that it is needed, how much is meant, how long it may be."""

from __future__ import annotations

from collections.abc import Collection

from django import forms
from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.submission.writing.chapter_forms import ChapterForm, WrittenTextField

# What the models say to editors in the admin, or do not say, and officials need.
OUR_HELP = {
    "title": gettext_lazy("Name the place and what is done, as readers see it first."),
    "lead_organisation": gettext_lazy("Its name as your city writes it."),
    "year_to": gettext_lazy("Leave it empty while the work goes on."),
    "evaluation_report": gettext_lazy(
        "The web address of the report. A report that you have as a file is added under “Files”."
    ),
    "source_language": gettext_lazy("In which language the work itself is done."),
    "tags": gettext_lazy("Words of your own for what the lists above lack, separated by commas."),
    "licence": gettext_lazy(
        "All three let others copy and translate your text. CC BY: they must name you. CC BY-SA: they must "
        "name you and publish what they make of it under the same licence. CC0: without any condition."
    ),
}
LIST_HELP = {
    "links": format_lazy(
        "{} {}",
        gettext_lazy(
            "If you adapted the work of another city, choose “adapted from” and say in a few sentences what "
            "you kept, what you changed, why, and what came of it. Other records here that belong to yours, "
            "as a training for it or a visit where it was seen, are named in the same way, without these "
            "sentences."
        ),
        gettext_lazy(
            "If you took over one building block only, choose “uses a building block of” and give the "
            "address that stands below that block."
        ),
    ),
    "blocks": gettext_lazy(
        "Which parts of your work could another city take over by themselves? Give each a name and say what "
        "it needs. Each gets an address of its own, to which other cities can link."
    ),
    "figures": gettext_lazy(
        "Numbers that show what came of it, a year in each row: name the same thing in the same words, and "
        "its years are drawn together. Give sums, never numbers so small that somebody could be recognised."
    ),
    "provision_answers": gettext_lazy(
        "The Aarhus Declaration and the Action Plan of the Council of Europe consist of points. If your work "
        "answers one of them, choose the point and say in one sentence how."
    ),
}
# Shorter boxes need no counting.
COUNTED_FROM = 100


def say_what_is_meant(form: ChapterForm, needed: Collection[str]) -> None:
    """Put it into the help of each field, in the reader's language; scripts count up to ``data-limit``."""
    for name, field in form.fields.items():
        limit = _limit(field)
        sentences = [
            _("Needed before sending.") if name in needed else "",
            str(OUR_HELP.get(name, field.help_text)),
            _length(form, field, limit),
        ]
        field.help_text = " ".join(sentence for sentence in sentences if sentence)
        if limit:
            field.widget.attrs["data-limit"] = limit
            field.widget.attrs["data-count"] = _("%(count)s of %(limit)s characters")


def _limit(field: forms.Field) -> int | None:
    if isinstance(field, WrittenTextField):
        return field.stored.max_length
    limit = getattr(field, "max_length", None)
    return (
        limit if isinstance(limit, int) and limit >= COUNTED_FROM and _is_visible(field) else None
    )


def _is_visible(field: forms.Field) -> bool:
    return not field.widget.is_hidden and not isinstance(field, forms.EmailField | forms.URLField)


def _length(form: ChapterForm, field: forms.Field, limit: int | None) -> str:
    if not limit:
        return ""
    most = number_format(limit, force_grouping=True)
    if not isinstance(field, WrittenTextField):
        return _("At most %(limit)s characters.") % {"limit": most}
    if form.instance.is_short_note:
        return _("A few sentences are enough; at most %(limit)s characters.") % {"limit": most}
    about = number_format(limit // 2, force_grouping=True)
    return _("About %(advice)s characters, at most %(limit)s.") % {"advice": about, "limit": most}
