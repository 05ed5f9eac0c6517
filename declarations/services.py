"""What the documents do: name their provisions, show which records answer them."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from declarations.facets import public_documents
from declarations.models import DocumentPage, Provision, ProvisionKind
from declarations.ordering import natural_key
from kb.addresses import language_path
from search import services as search
from search.results import Hit

RECORDS_PER_PROVISION = 5


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
            group.append((code, known.label("provision", code, language)))
    return list(groups.items())


def documents_in_language() -> list[dict[str, Any]]:
    """Each document once: in the reader's language where it stands here, else in English or any."""
    language = get_language()
    found = []
    for versions in public_documents().values():
        page = next(
            (page for page in versions if page.locale.language_code == language), versions[0]
        )
        found.append(
            {
                "page": page,
                "title": page.title,
                "url": language_path(page, language),
                "adopted_on": page.adopted_on,
                "status_label": page.get_status_display(),
                "language": page.locale.language_code,
            }
        )
    return sorted(
        found, key=lambda document: (document["adopted_on"] is None, document["adopted_on"])
    )


def document_context(page: DocumentPage) -> dict[str, Any]:
    """What a document's page shows: facts, provisions with the records that answer them, endorsements."""
    language = get_language() or "en"
    related = list(page.related_documents.all())
    return {
        "facts": document_facts(page),
        "provisions": provision_tree(page, language),
        "official_texts": list(page.official_texts.all()),
        "follows": [other for other in related if other.direction == "follows"],
        "followed_by": [other for other in related if other.direction == "followed-by"],
        "endorsements": [
            {
                "name": endorsement.city.name_in(language),
                "url": language_path(endorsement.city, language),
                "date": endorsement.date,
                "note": endorsement.note,
                "source": endorsement.source,
            }
            for endorsement in page.endorsements.select_related("city__locale")
            if endorsement.city.live
        ],
        "sources": list(page.sources.all()),
    }


def document_facts(page: DocumentPage) -> list[dict[str, Any]]:
    """The facts of the adoption; what is not known is left out, because documents have few."""
    period = ""
    if page.period_from:
        period = f"{page.period_from}–{page.period_to}" if page.period_to else str(page.period_from)
    values = [
        (_("Kind"), page.get_kind_display(), ""),
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
        {"label": label, "value": value, "url": "", "lang": lang, "known": True}
        for label, value, lang in values
        if value
    ]


def provision_tree(page: DocumentPage, language: str) -> list[dict[str, Any]]:
    """The provisions nested as their numbers are, each with the records that answer it.

    Two questions to the search, however many provisions there are: all counts, and the newest few
    records of each provision. A heading stands for what is below it; a list of its own would only
    repeat theirs.
    """
    counts = search.counts("provision")
    provisions = sorted(page.provisions.all(), key=lambda provision: natural_key(provision.code))
    hits = search.records_by_code(
        "provision",
        [
            f"{page.code}/{provision.code}"
            for provision in provisions
            if provision.kind != ProvisionKind.HEADING
        ],
        language=language,
        size=RECORDS_PER_PROVISION,
    )
    nodes = {
        provision.code: _node(f"{page.code}/{provision.code}", provision, counts, hits)
        for provision in provisions
    }
    roots: list[dict[str, Any]] = []
    for provision in provisions:
        parent = nodes.get(provision.parent_code)
        siblings = parent["children"] if parent else roots
        siblings.append(nodes[provision.code])
    return roots


def _node(
    full_code: str, provision: Provision, counts: dict[str, int], hits: dict[str, list[Hit]]
) -> dict[str, Any]:
    return {
        "provision": provision,
        "full_code": full_code,
        "anchor": provision.code,
        "kind_label": provision.get_kind_display(),
        "heading": provision.heading,
        "text": provision.text,
        "lead": provision.lead,
        "result": provision.result,
        "checked": provision.checked,
        "records": hits.get(full_code, []),
        "total": counts.get(full_code, 0),
        "all_url": search.url_for(facets={"provision": [full_code]}),
        "children": [],
    }


def city_endorsements(code: str) -> list[dict[str, Any]]:
    """The documents that a city endorsed, for the city's page."""
    language = get_language()
    found = []
    for versions in public_documents().values():
        page = next(
            (page for page in versions if page.locale.language_code == language), versions[0]
        )
        for endorsement in versions[0].endorsements.filter(city__code=code):
            found.append(
                {
                    "title": page.title,
                    "url": language_path(page, language),
                    "date": endorsement.date,
                    "note": endorsement.note,
                    "source": endorsement.source,
                }
            )
    return found
