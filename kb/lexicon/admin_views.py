"""The lexicon in the admin: a listing searched in any language, rows, and where they are used."""

from __future__ import annotations

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from kb.admin.merging import ListingWithMerge
from kb.lexicon.forms import WordForm
from kb.lexicon.forms_of_words import LONGEST_FORM
from kb.lexicon.office_views import export, import_table, merge
from kb.lexicon.usage import related_rows, uses_of
from kb.models import Word
from kb.texts.capitals import capitalised
from kb.texts.sorting import folded
from kb.usage.office_views import fruitless, fruitless_words

MOST_WORDS_OF_A_SEARCH = 8
OWN = "own"


def sources() -> list[tuple[str, Any]]:
    """Our own rows, and each dictionary that was imported."""
    imported = Word.objects.exclude(source="").order_by("source").values_list("source", flat=True)
    return [(OWN, _("Own work")), *((name, name) for name in imported.distinct())]


class WordFilterSet(WagtailFilterSet):
    """By source, and by whether a row is ambiguous."""

    source = django_filters.ChoiceFilter(
        label=gettext_lazy("Source"), choices=sources, method="of_source"
    )

    class Meta:
        model = Word
        fields = ["is_ambiguous"]

    def of_source(self, words: QuerySet[Word], name: str, value: str) -> QuerySet[Word]:
        """The rows of a source; our own have none."""
        return words.filter(source="" if value == OWN else value)


class WordIndexView(ListingWithMerge):
    """All rows; a search finds each of its words in a form in any language."""

    merge_permission = "delete"
    merge_url_name = "words:merge"

    def search_queryset(self, queryset: QuerySet[Word]) -> QuerySet[Word]:
        if not self.is_searching:
            return queryset
        words = folded(self.search_query[:200]).split()[:MOST_WORDS_OF_A_SEARCH]
        found = Q(code=self.search_query.strip()[:200])
        if words:
            all_of_them = Q()
            for word in words:
                all_of_them &= Q(folded__contains=word)
            found |= all_of_them
        return queryset.filter(found)

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.user_has_permission("add") and self.user_has_permission("change"):
            buttons.append(
                HeaderButton(
                    _("Searches that found nothing"),
                    url=reverse("words:fruitless"),
                    icon_name="search",
                )
            )
            buttons.append(
                HeaderButton(_("Import"), url=reverse("words:import"), icon_name="upload")
            )
        buttons.append(HeaderButton(_("Export"), url=reverse("words:export"), icon_name="download"))
        return buttons


class WordCreateView(generic.CreateView):
    """A new row; words that found nothing are brought along in the address."""

    def get_initial_form_instance(self) -> Word:
        asked = self.request.GET
        language, form = (
            asked.get("language", ""),
            asked.get("form", "").replace("\x00", "").strip(),
        )
        known = language in dict(settings.LANGUAGES) and form
        return Word(forms={language: [form[:LONGEST_FORM]]} if known else {})


class WordInspectView(generic.InspectView):
    """A row's forms in each language, with the number of public records that are found by them."""

    template_name = "kb/admin/words/inspect.html"
    page_title = gettext_lazy("Use")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses, related = uses_of(self.object), related_rows(self.object)
        return super().get_context_data(uses=uses, related=related, **kwargs)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("delete"):
            address = reverse("words:merge", args=[self.object.pk])
            buttons.append(Button(_("Merge"), url=address, icon_name="resubmit", priority=15))
        return buttons


def forms_in_all_languages(word: Word) -> str:
    """The forms of a row, a line for each language, marked as being in it."""
    return format_html_join(
        "",
        '<div><abbr>{}</abbr> <span lang="{}">{}</span></div>',
        ((code.upper(), code, "; ".join(forms)) for code, forms in word.forms.items() if forms),
    )


class WordViewSet(ModelViewSet):
    """The lexicon in the admin."""

    name = "words"
    model = Word
    icon = "openquote"
    menu_label = gettext_lazy("Lexicon")
    menu_order = 255
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50
    ordering = ["code"]
    list_display = [
        "code",
        # Six columns would not fit beside the menu.
        Column(
            "forms",
            label=capitalised(gettext_lazy("forms in each language")),
            accessor=forms_in_all_languages,
        ),
        BooleanColumn("is_ambiguous", label=gettext_lazy("Ambiguous"), sort_key="is_ambiguous"),
        Column("source", label=gettext_lazy("Source"), sort_key="source"),
    ]
    search_fields = ["folded"]
    search_backend_name = None
    filterset_class = WordFilterSet
    index_view_class = WordIndexView
    add_view_class = WordCreateView
    inspect_view_class = WordInspectView

    def get_form_class(self, for_update: bool = False) -> type[WordForm]:
        return WordForm

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", merge, name="merge"),
            path("import/", import_table, name="import"),
            path("export/", export, name="export"),
            path("fruitless/", fruitless, name="fruitless"),
            path("fruitless/<number:pk>/", fruitless_words, name="fruitless_words"),
        ]
