"""What the documents do: name their provisions, tell of their adoption and who stands behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from declarations.facets import public_documents
from declarations.models import DocumentPage, Endorsement
from kb.models.pages import in_order_of_languages, version_in
from kb.site.addresses import language_path
from search import services as search
from search.terms import Terms

# From so many letters on a fact takes the room of two.
LONG_FACT = 60


def provision_exists(code: str) -> bool:
    """Whether a public document has a provision with this full code (``aarhus-declaration/4``)."""
    return "/" in code and search.terms().get("provision", code) is not None


def provisions_by_document() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a choice: each public document with its provisions, as ``(title, [(full code, label), …])``."""
    known = search.terms()
    language = get_language() or "en"
    groups: dict[str, list[tuple[str, str]]] = {}
    for code in known.codes("provision"):
        document = code.split("/", 1)[0]
        group = groups.setdefault(known.label("provision", document, language), [])
        if code != document:
            group.append((code, point_in_words(code, known, language)))
    return list(groups.items())


def provision_in_words(code: str) -> str:
    """A provision by its document's title, its point and its heading; the code where it is not public."""
    known = search.terms()
    language = get_language() or "en"
    if known.get("provision", code) is None:
        return code
    document = known.label("provision", code.split("/", 1)[0], language)
    return f"{document}, {point_in_words(code, known, language)}"


def point_in_words(code: str, known: Terms, language: str) -> str:
    """Its point and heading; ``p1`` is the first paragraph before the points."""
    number = code.partition("/")[2]
    heading = known.label("provision", code, language).split(f" {number}: ", 1)[-1]
    if number.startswith("p") and number[1:].isdecimal():
        return _("Preamble, paragraph %(number)s: %(heading)s") % {
            "number": number[1:],
            "heading": heading,
        }
    return _("Point %(number)s: %(heading)s") % {"number": number, "heading": heading}


def documents_in_language() -> list[dict[str, Any]]:
    """Each document once: in the reader's language where it stands here, else in English or any."""
    language = get_language()
    found = []
    for versions in public_documents().values():
        page = version_in(language, versions)
        found.append(
            {
                "page": page,
                "title": page.title,
                "url": language_path(page, language),
                "adopted_on": page.adopted_on,
                "status_label": page.get_status_display(),
                "language": page.locale.language_code,
                "languages": list(in_order_of_languages(versions)),
            }
        )
    return sorted(
        found, key=lambda document: (document["adopted_on"] is None, document["adopted_on"])
    )


def document_context(page: DocumentPage) -> dict[str, Any]:
    """What a document's page shows around its text: facts, what came before and after, endorsements."""
    language = get_language() or "en"
    related = list(page.related_documents.all())
    terms = search.terms()
    return {
        "facts": document_facts(page),
        "follows": [other for other in related if other.direction == "follows"],
        "followed_by": [other for other in related if other.direction == "followed-by"],
        "endorsements": [
            {
                "name": terms.label("city", endorsement.city.code, language),
                "url": f"/{language}/{term.path}",
                "date": endorsement.date,
                "note": endorsement.note,
                "source": endorsement.source,
            }
            for endorsement in page.endorsements.select_related("city")
            if (term := terms.get("city", endorsement.city.code))
        ],
        "sources": list(page.sources.all()),
    }


def document_facts(page: DocumentPage) -> list[dict[str, Any]]:
    """The facts of the adoption; what is not known is left out, because documents have few."""
    period = ""
    if page.period_from:
        period = f"{page.period_from}–{page.period_to}" if page.period_to else str(page.period_from)
    values = [
        (_("Status"), page.get_status_display(), ""),
        (
            _("Adopted on"),
            date_format(page.adopted_on, "DATE_FORMAT") if page.adopted_on else "",
            "",
        ),
        (_("Place"), page.adopted_in, page.locale.language_code),
        (_("Adopted by"), page.adopted_by, page.locale.language_code),
        (_("Reference"), page.reference, ""),
        (_("Period"), period, ""),
    ]
    return [
        {"label": label, "value": value, "lang": lang, "long": len(value) > LONG_FACT}
        for label, value, lang in values
        if value
    ]


def city_documents(code: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """For a city's page: each document, whether the city endorsed it, and how its provisions are answered.

    ``counts``: how many of the city's records answer each provision. Headings are left out, because what
    stands below them is what can be answered.
    """
    language = get_language() or "en"
    families = public_documents()
    endorsed = defaultdict(list)
    for endorsement in Endorsement.objects.filter(
        city__code=code, page__in=[versions[0] for versions in families.values()]
    ):
        endorsed[endorsement.page_id].append(endorsement)
    found = []
    for versions in families.values():
        page = version_in(language, versions)
        url = language_path(page, language)
        provisions = [
            {
                "number": provision.code,
                "heading": provision.heading,
                "url": url + provision.below,
                "count": counts.get(full_code, 0),
                "records_url": search.url_for(facets={"city": [code], "provision": [full_code]}),
            }
            for full_code, provision in page.points()
            if provision.asks_for_answers
        ]
        found.append(
            {
                "title": page.title,
                "url": url,
                "code": page.code,
                "lang": page.locale.language_code,
                "answered": [one for one in provisions if one["count"]],
                "open": [one for one in provisions if not one["count"]],
                "total": len(provisions),
                "endorsements": [
                    {"date": one.date, "note": one.note, "source": one.source}
                    for one in endorsed[versions[0].pk]
                ],
            }
        )
    return found
