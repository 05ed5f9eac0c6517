"""JSON-LD (schema.org) of pages that are no record: cities, documents, events, the base as a data set."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from declarations.models import DocumentPage, DocumentStatus
from exchange.models import EventPage
from kb.models import CityPage
from kb.site.addresses import absolute, language_path
from kb.site.linked_data import city_node, data_block, organisation_node
from opendata.vocabulary.dcat import FILES, LANGUAGE_CODES, WORDS
from practices.reading.citing.citations import PUBLISHER
from search import services as search


def city_data(page: CityPage) -> SafeString:
    """The city itself; no contact of it."""
    language = page.locale.language_code
    city = page.city
    name = city.name_in(language)
    place = (city.latitude, city.longitude)
    return data_block(
        {
            **city_node(name, city.country_code),
            "@id": absolute(f"/vocabulary#city-{city.code}"),
            "url": absolute(language_path(page)),
            "alternateName": sorted({city.official_name, *city.names.values()} - {name, ""}),
            "sameAs": city.website,
            "geo": {"@type": "GeoCoordinates", "latitude": place[0], "longitude": place[1]}
            if None not in place
            else {},
        }
    )


def document_data(page: DocumentPage) -> SafeString:
    """A declaration or plan, as far as its adoption is known."""
    in_force = page.status == DocumentStatus.IN_FORCE
    return data_block(
        {
            "@type": "Legislation",
            "@id": absolute(language_path(page)),
            "url": absolute(language_path(page)),
            "name": page.full_title or page.title,
            "alternateName": page.title if page.full_title else "",
            "legislationIdentifier": page.reference or page.code,
            "legislationDate": page.adopted_on,
            "legislationPassedBy": organisation_node(page.adopted_by) if page.adopted_by else {},
            "locationCreated": {"@type": "Place", "name": page.adopted_in}
            if page.adopted_in
            else {},
            "legislationLegalForce": f"https://schema.org/{'InForce' if in_force else 'NotInForce'}",
            "inLanguage": page.locale.language_code,
        }
    )


def event_data(page: EventPage) -> SafeString:
    """What is public of an event: its days and its place, never who comes."""
    event, language = page.event, page.locale.language_code
    house = {"@type": "Place", "name": page.place} if page.place else {}
    city = city_node(event.city.name_in(language), event.city.country_code) if event.city else {}
    state = "EventCancelled" if event.cancelled_on else "EventScheduled"
    return data_block(
        {
            "@type": "Event",
            "@id": absolute(language_path(page)),
            "url": absolute(language_path(page)),
            "name": page.title,
            "description": page.summary,
            "startDate": event.starts_on,
            "endDate": event.ends_on,
            "eventStatus": f"https://schema.org/{state}",
            "location": [one for one in (house, city) if one],
            "organizer": organisation_node(PUBLISHER),
            "inLanguage": event.spoken,
        }
    )


def dataset_data() -> SafeString:
    """All records as a data set, for search engines of data."""
    name, description = WORDS["records"]
    return data_block(
        {
            "@type": "Dataset",
            "@id": absolute("/catalogue#records"),
            "url": absolute(f"/{get_language()}/open-data/"),
            "name": gettext(name),
            "description": gettext(description),
            "creator": organisation_node(PUBLISHER),
            "dateModified": search.last_change(),
            "inLanguage": list(LANGUAGE_CODES),
            "isAccessibleForFree": True,
            "includedInDataCatalog": {"@type": "DataCatalog", "url": absolute("/catalogue")},
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": absolute(path),
                    "encodingFormat": media_type,
                }
                for path, media_type, _type in FILES["records"]
            ],
        }
    )
