"""DCAT-AP: what this base offers as data, for the catalogues of others (data.europa.eu and its like)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD

from kb.site.addresses import absolute
from opendata.exports.registry import FORMS
from opendata.vocabulary.skos import FORMATS, in_one_order
from practices.reading.citing.citations import PUBLISHER
from search import services as search

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
THEMES = "http://publications.europa.eu/resource/authority/data-theme/"
# The codes of the Publications Office for the languages of this site.
LANGUAGE_CODES = {"en": "ENG", "fr": "FRA", "de": "DEU", "it": "ITA", "ru": "RUS", "tr": "TUR"}
WORDS: Mapping[str, tuple[str, str]] = {
    "records": (
        gettext_noop("Practices, training programmes and study-visit reports of European cities"),
        gettext_noop(
            "What cities do to prevent radicalisation, with parts, evidence and sources, in up to six "
            "languages. The licence is named for each record."
        ),
    ),
    "documents": (
        gettext_noop("Documents with their numbered points"),
        gettext_noop("Declarations and plans, and how many records answer each point."),
    ),
    "vocabulary": (
        gettext_noop("Vocabulary in six languages"),
        gettext_noop("All codes by which records are filed, with labels and broader codes (SKOS)."),
    ),
}
# Where each data set can be taken from: path, media type, type of file.
FILES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "records": (
        ("/en/search/export.csv", "text/csv", "CSV"),
        ("/en/search/export.jsonl", "application/jsonl", "JSON"),
        ("/en/search/export.geojson", "application/geo+json", "GEOJSON"),
        ("/en/search/export.xlsx", FORMS["xlsx"].content_type, "XLSX"),
        ("/oai?verb=ListRecords&metadataPrefix=oai_dc", "text/xml", "XML"),
    ),
    "documents": (("/api/v1/documents", "application/json", "JSON"),),
    "vocabulary": (
        ("/vocabulary.ttl", "text/turtle", "RDF_TURTLE"),
        ("/vocabulary.jsonld", "application/ld+json", "JSON_LD"),
    ),
}


def catalogue_file(ending: str) -> bytes:
    """The description as Turtle or JSON-LD."""
    written: bytes = graph().serialize(format=FORMATS[ending], encoding="utf-8")
    return in_one_order(written) if ending == "jsonld" else written


def graph() -> Graph:
    """A catalogue with three data sets, a service, and where each can be taken from."""
    found = Graph()
    for prefix, space in (("dcat", DCAT), ("dcterms", DCTERMS), ("foaf", FOAF), ("vcard", VCARD)):
        found.bind(prefix, space)
    home, catalogue = absolute("/"), URIRef(absolute("/catalogue#catalogue"))
    publisher = URIRef(absolute("/catalogue#publisher"))
    found.add((publisher, RDF.type, FOAF.Agent))
    found.add((publisher, FOAF.name, Literal(PUBLISHER)))
    found.add((publisher, FOAF.homepage, URIRef(home)))
    found.add((catalogue, RDF.type, DCAT.Catalog))
    found.add((catalogue, FOAF.homepage, URIRef(home)))
    found.add((catalogue, DCTERMS.publisher, publisher))
    _say(found, catalogue, gettext_noop("Alliance Exchange"), WORDS["records"][1])
    _languages(found, catalogue)
    changed = search.last_change()
    for name in WORDS:
        _data_set(found, catalogue, publisher, name, changed)
    service = URIRef(absolute("/catalogue#api"))
    found.add((catalogue, DCAT.service, service))
    found.add((service, RDF.type, DCAT.DataService))
    found.add((service, DCTERMS.title, Literal("API", lang="en")))
    found.add((service, DCAT.endpointURL, URIRef(absolute("/api/v1/"))))
    found.add((service, DCAT.endpointDescription, URIRef(absolute("/api/v1/openapi.json"))))
    for name in ("records", "documents"):
        found.add((service, DCAT.servesDataset, _named(name)))
    return found


def _data_set(
    found: Graph, catalogue: URIRef, publisher: URIRef, name: str, changed: datetime | None
) -> None:
    node = _named(name)
    found.add((catalogue, DCAT.dataset, node))
    found.add((node, RDF.type, DCAT.Dataset))
    found.add((node, DCTERMS.identifier, Literal(str(node))))
    found.add((node, DCTERMS.publisher, publisher))
    found.add((node, DCAT.theme, URIRef(f"{THEMES}JUST")))
    found.add((node, DCAT.landingPage, URIRef(absolute("/en/search/"))))
    _say(found, node, *WORDS[name])
    _languages(found, node)
    if changed and name == "records":
        found.add((node, DCTERMS.modified, Literal(changed.isoformat(), datatype=XSD.dateTime)))
    office = BNode(f"contact-{name}")
    found.add((node, DCAT.contactPoint, office))
    found.add((office, RDF.type, VCARD.Organization))
    found.add((office, VCARD.fn, Literal(PUBLISHER)))
    found.add((office, VCARD.hasURL, URIRef(absolute("/en/contact/"))))
    if name == "records":
        # There is no one licence to name.
        rights = BNode("rights")
        found.add((node, DCTERMS.rights, rights))
        found.add((rights, RDF.type, DCTERMS.RightsStatement))
        for language, _name in settings.LANGUAGES:
            with override(language):
                said = gettext("The licence is named for each record.")
            found.add((rights, RDFS.label, Literal(said, lang=language)))
    for path, media_type, file_type in FILES[name]:
        _file(found, node, path, media_type, file_type)


def _file(found: Graph, data_set: URIRef, path: str, media_type: str, file_type: str) -> None:
    node, address = URIRef(absolute(f"/catalogue#{file_type}-{data_set.fragment}")), absolute(path)
    found.add((data_set, DCAT.distribution, node))
    found.add((node, RDF.type, DCAT.Distribution))
    found.add((node, DCAT.accessURL, URIRef(address)))
    found.add((node, DCAT.downloadURL, URIRef(address)))
    found.add((node, DCAT.mediaType, URIRef(MEDIA_TYPES + media_type)))
    found.add((node, DCTERMS["format"], URIRef(FILE_TYPES + file_type)))


def _named(name: str) -> URIRef:
    return URIRef(absolute(f"/catalogue#{name}"))


def _say(found: Graph, node: URIRef, title: str, description: str) -> None:
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add((node, DCTERMS.title, Literal(gettext(title), lang=language)))
            found.add((node, DCTERMS.description, Literal(gettext(description), lang=language)))


def _languages(found: Graph, node: Any) -> None:
    for language, _name in settings.LANGUAGES:
        found.add((node, DCTERMS.language, URIRef(LANGUAGES + LANGUAGE_CODES[language])))
