"""Cities and documents from their items."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from wagtail.models import Page

from declarations.models import (
    DocumentKind,
    DocumentPage,
    DocumentSource,
    DocumentStatus,
    Endorsement,
    OfficialText,
    Provision,
    RelatedDocument,
)
from kb.accounts.rights import group_of
from kb.models import CityPage
from kb.models.cities import CityMembership, Network
from practices.loading.copies import Copy, is_new, write_copies
from practices.loading.schema import CityItem, Content, DocumentItem
from practices.loading.writing import Store, digest, find_page, new_page, plain

MEMBERSHIPS = {
    "alliance_signatory": (Network.ALLIANCE, "Alliance"),
    "efus_member": (Network.EFUS, "Efus"),
    "strong_cities_member": (Network.STRONG_CITIES, "Strong Cities"),
    "nordic_safe_cities_member": (Network.NORDIC_SAFE_CITIES, "Nordic Safe Cities"),
}
ALLIANCE_DOCUMENT = "aarhus-declaration"
ALLIANCE_DATE = date(2015, 11, 18)


def load_cities(store: Store, content: Content) -> None:
    """All cities in English, and in those other languages in which they have records."""
    heads = {item.id: item.heads for item in content.heads}
    languages: dict[str, set[str]] = {}
    further: dict[str, set[str]] = {}
    for record in content.records:
        if record.cities:
            languages.setdefault(record.cities[0], set()).update(
                translation.lang for translation in record.translations
            )
            further.setdefault(record.cities[0], set()).update(heads.get(record.id, ()))
    for item in content.cities:
        for language in [settings.LANGUAGE_CODE, *sorted(languages.get(item.slug, ()))]:
            _load_city(store, item, language)
    copies = []
    for item in content.cities:
        for language in sorted(further.get(item.slug, set()) - languages.get(item.slug, set())):
            if is_new(store, f"city:{item.slug}", language):
                copies.append(_copy(item, language))
            else:
                _load_city(store, item, language)
    for city in {
        source.pk: source for _page, source in write_copies(store, CityPage, copies)
    }.values():
        group_of(city)


def _copy(item: CityItem, language: str) -> Copy:
    return Copy(
        key=f"city:{item.slug}",
        parent="cities",
        language=language,
        digest=digest(plain(item)),
        words={"title": city_title(item, language), "notes": ""},
    )


def city_title(item: CityItem, language: str) -> str:
    """What a city is called in a language."""
    return item.names.get(language, item.names["en"])  # type: ignore[call-overload, no-any-return]


def _load_city(store: Store, item: CityItem, language: str) -> None:
    key = f"city:{item.slug}"

    def make() -> Page:
        parent = find_page("cities", language)
        return new_page(CityPage, key, store.locale(language), parent, item.slug)

    store.page(key, language, plain(item), make, lambda page: fill_city(page, item, language))


def fill_city(page: CityPage, item: CityItem, language: str) -> None:
    """Set a city's fields; the name is also the title of its page in that language."""
    page.title = city_title(item, language)
    page.code = item.slug
    page.names = dict(item.names)
    page.official_name = item.official_name
    page.country = item.country
    page.latitude, page.longitude = item.lat, item.lon
    page.coordinates_source = item.coordinates_source
    page.population = item.population.value
    page.population_year = item.population.year
    page.population_basis = item.population.basis or ""
    page.population_source = item.population.source or ""
    page.notes = (item.notes or "") if language == settings.LANGUAGE_CODE else ""
    memberships = []
    for field, (network, name) in MEMBERSHIPS.items():
        if getattr(item.memberships, field):
            source = next(
                (source for source in item.memberships.sources if name in source.network), None
            )
            memberships.append(
                CityMembership(
                    network=network,
                    as_of=source.as_of if source else None,
                    source=(source.source if source else None) or "",
                )
            )
    page.memberships = memberships


def load_documents(store: Store, content: Content) -> None:
    """The documents in each language in which the file has their words, side by side."""
    for item in content.documents:
        _load_document(
            store, item.model_copy(update={"translations": []}), content, settings.LANGUAGE_CODE
        )
        for words in item.translations:
            _load_document(store, item.in_language(words), content, words.lang)


def _load_document(store: Store, item: DocumentItem, content: Content, language: str) -> None:
    key = f"document:{item.code}"

    def make() -> Page:
        parent = find_page("documents", language)
        return new_page(DocumentPage, key, store.locale(language), parent, item.code)

    def fill(page: Any) -> None:
        fill_document(page, item, content.cities)

    # A city that has a page since, or none any more, is a change too.
    behind = [city.code for city, _role, _source in _signatories(content.cities)]
    store.page(key, language, {**plain(item), "signatories": behind}, make, fill)


def fill_document(page: DocumentPage, item: DocumentItem, cities: list[CityItem]) -> None:
    """Set a document's fields, its provisions in the order of the file, and who stands behind it."""
    page.title = item.title
    page.full_title = item.full_title
    page.code = item.code
    page.kind = DocumentKind.ACTION_PLAN if item.kind == "action plan" else DocumentKind.DECLARATION
    page.status = DocumentStatus(item.status.replace(" ", "-"))
    page.reference = item.reference
    page.adopted_on = item.adopted_on
    page.adopted_in = item.place
    page.adopted_by = item.adopted_by
    if item.period:
        page.period_from, page.period_to = item.period[0], item.period[-1]
    page.is_summary = True
    page.note = item.note
    page.numbering_note = item.numbering
    page.provisions = [
        Provision(
            locale=page.locale,
            sort_order=number,
            code=provision.code,
            parent_code=provision.parent or "",
            kind=provision.kind,
            heading=provision.heading,
            text=provision.text,
            lead=provision.lead,
            result=provision.result,
            checked=provision.checked,
        )
        for number, provision in enumerate(item.provisions)
    ]
    page.official_texts = [
        OfficialText(language=language, url=url) for language, url in item.official_urls.items()
    ]
    followers = [
        RelatedDocument(
            direction=RelatedDocument.Direction.FOLLOWED_BY,
            title=successor.title,
            reference=successor.reference,
            date=successor.date,
            url=successor.url,
        )
        for successor in item.followed_by
    ]
    predecessor = [RelatedDocument(direction=RelatedDocument.Direction.FOLLOWS, title=item.follows)]
    page.related_documents = [*(predecessor if item.follows else []), *followers]
    page.sources = [DocumentSource(url=url) for url in item.sources]
    page.endorsements = (
        [
            # What the sources say of a city is in English.
            Endorsement(
                city=city,
                date=ALLIANCE_DATE,
                note=role if page.locale.language_code == settings.LANGUAGE_CODE else "",
                source=source,
            )
            for city, role, source in _signatories(cities)
        ]
        if item.code == ALLIANCE_DOCUMENT
        else []
    )


def _signatories(cities: list[CityItem]) -> list[tuple[CityPage, str, str]]:
    """Cities that a source names as initiators of the declaration; no list of signing cities exists."""
    found = []
    for item in cities:
        for event in item.alliance_events:
            if item.memberships.alliance_signatory and "declaration" in event.role and event.source:
                page = CityPage.objects.filter(code=item.slug).order_by("pk").first()
                if page:
                    found.append((page, event.role, event.source))
    return found
