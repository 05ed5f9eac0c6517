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
from kb.models import City, CityPage
from kb.models.cities import CityMembership, Network
from practices.loading.copies import Copy, is_new, write_copies
from practices.loading.schema import CityItem, Content, DocumentItem
from practices.loading.writing import Store, digest, find_page, new_page, plain, translation_key

MEMBERSHIPS = {
    "alliance_signatory": (Network.ALLIANCE, "Alliance"),
    "efus_member": (Network.EFUS, "Efus"),
    "strong_cities_member": (Network.STRONG_CITIES, "Strong Cities"),
    "nordic_safe_cities_member": (Network.NORDIC_SAFE_CITIES, "Nordic Safe Cities"),
}
LOADED_FACTS = (
    "code", "names", "official_name", "country", "latitude", "longitude", "coordinates_source",
    "population", "population_year", "population_basis", "population_source",
)  # fmt: skip
ALLIANCE_DOCUMENT = "aarhus-declaration"
ALLIANCE_DATE = date(2015, 11, 18)


def load_cities(store: Store, content: Content) -> None:
    """The rows of all cities; their pages in English and in the languages in which they have records."""
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
        if not _load_facts(store, item):
            continue
        for language in [settings.LANGUAGE_CODE, *sorted(languages.get(item.slug, ()))]:
            _load_city(store, item, language)
    copies = []
    for item in content.cities:
        for language in sorted(further.get(item.slug, set()) - languages.get(item.slug, set())):
            if is_new(store, f"city:{item.slug}", language):
                copies.append(_copy(item, language))
            else:
                _load_city(store, item, language)
    made = write_copies(store, CityPage, copies)
    for city in {source.city_id: source.city for _page, source in made}.values():
        group_of(city)


def _copy(item: CityItem, language: str) -> Copy:
    return Copy(
        key=f"city:{item.slug}",
        parent="cities",
        language=language,
        digest=digest(plain(item)),
        words={"title": city_title(item, language), "notes": ""},
        rows={},
    )


def city_title(item: CityItem, language: str) -> str:
    """What a city is called in a language."""
    return item.names.get(language, item.names["en"])  # type: ignore[call-overload, no-any-return]


def _load_facts(store: Store, item: CityItem) -> bool:
    """Create, update or keep the row of a city; False where somebody has deleted the city."""
    key = facts_key(item.slug)
    facts = facts_of(item)
    wanted = digest(facts)
    city = City.objects.filter(pk=translation_key(f"city:{item.slug}")).first()
    known = store.loaded.get(key)
    if store.is_unchanged(key, wanted):
        return city is not None
    if known is None and city is not None and stored_facts(city) == wanted:
        # Loaded with its pages, before its facts had a row of their own.
        store.remember(key, wanted, wanted, "unchanged")
    elif (known is None) != (city is None) or (
        city and known and stored_facts(city) != known.stored_digest
    ):
        store.keep(key)
    else:
        outcome = "updated" if city else "created"
        city = city or City(key=translation_key(f"city:{item.slug}"))
        for name, value in facts.items():
            setattr(city, name, value)
        city.full_clean()
        city.save()
        store.remember(key, wanted, wanted, outcome)
    return city is not None


def facts_key(slug: str) -> str:
    """Under which name the facts of a city were loaded."""
    return f"city-facts:{slug}"


def facts_of(item: CityItem) -> dict[str, Any]:
    """What of a city stands on its row."""
    return {
        "code": item.slug,
        "names": dict(item.names),
        "official_name": item.official_name,
        "country": item.country,
        "latitude": item.lat,
        "longitude": item.lon,
        "coordinates_source": item.coordinates_source,
        "population": item.population.value,
        "population_year": item.population.year,
        "population_basis": item.population.basis or "",
        "population_source": item.population.source or "",
    }


def stored_facts(city: City) -> str:
    """A fingerprint of the facts that a file could have set."""
    return digest({name: getattr(city, name) for name in LOADED_FACTS})


def _load_city(store: Store, item: CityItem, language: str) -> None:
    key = f"city:{item.slug}"

    def make() -> Page:
        parent = find_page("cities", language)
        return new_page(CityPage, key, store.locale(language), parent, item.slug)

    store.page(key, language, plain(item), make, lambda page: fill_city(page, item, language))


def fill_city(page: CityPage, item: CityItem, language: str) -> None:
    """Set what a page says in its language: the city's name, notes, memberships."""
    page.title = city_title(item, language)
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
    page.quoting_terms = item.quoting_terms
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
            wording=provision.wording,
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


def _signatories(cities: list[CityItem]) -> list[tuple[City, str, str]]:
    """Cities that a source names as initiators of the declaration; no list of signing cities exists."""
    found = []
    for item in cities:
        for event in item.alliance_events:
            if item.memberships.alliance_signatory and "declaration" in event.role and event.source:
                city = City.objects.filter(code=item.slug).first()
                if city:
                    found.append((city, event.role, event.source))
    return found
