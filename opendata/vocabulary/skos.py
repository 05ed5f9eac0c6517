"""The vocabulary as SKOS: a scheme for each facet of concepts, in Turtle and in JSON-LD."""

from __future__ import annotations

import orjson
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import DCTERMS, RDF, SKOS

from kb.facets import in_all_languages
from kb.models.concepts import Concept, ConceptFacet
from kb.site.addresses import absolute
from opendata.facts import printable
from search.services import kept_with_vocabulary
from search.services import terms as current_terms

FORMATS = {"ttl": "turtle", "jsonld": "json-ld"}


@kept_with_vocabulary
def vocabulary_file(ending: str) -> bytes:
    """All concepts with labels, other words, definitions and broader concepts in six languages."""
    written: bytes = graph().serialize(format=FORMATS[ending], encoding="utf-8")
    return in_one_order(written) if ending == "jsonld" else written


def in_one_order(written: bytes) -> bytes:
    """The same JSON-LD in one order, so that it has the same tag in every process: a graph has none."""
    nodes = orjson.loads(written)
    for node in nodes:
        for name, values in node.items():
            if isinstance(values, list):
                node[name] = sorted(values, key=orjson.dumps)
    nodes.sort(key=lambda node: node["@id"])
    return orjson.dumps(nodes, option=orjson.OPT_SORT_KEYS)


def graph() -> Graph:
    """The concepts as the search knows them."""
    own = Namespace(absolute("/vocabulary#"))
    found = Graph()
    found.bind("skos", SKOS)
    found.bind("dcterms", DCTERMS)
    terms = current_terms()
    definitions = dict(Concept.objects.values_list("code", "definitions"))
    for facet in ConceptFacet:
        scheme = own[facet.value]
        found.add((scheme, RDF.type, SKOS.ConceptScheme))
        for language, title in in_all_languages(facet.label).items():
            found.add((scheme, DCTERMS.title, Literal(title, lang=language)))
        for code in terms.codes(facet.value):
            term = terms.get(facet.value, code)
            if term is None:
                continue
            concept = own[f"{facet.value}-{code}"]
            found.add((concept, RDF.type, SKOS.Concept))
            found.add((concept, SKOS.inScheme, scheme))
            found.add((concept, SKOS.notation, Literal(code)))
            for former in term.former:
                found.add((concept, SKOS.hiddenLabel, Literal(former)))
            for language, label in term.labels.items():
                found.add((concept, SKOS.prefLabel, _said(label, language)))
            for language, words in term.synonyms.items():
                for word in words:
                    found.add((concept, SKOS.altLabel, _said(word, language)))
            for language, text in (definitions.get(code) or {}).items():
                if text:
                    found.add((concept, SKOS.definition, _said(text, language)))
            if term.broader:
                found.add((concept, SKOS.broader, own[f"{facet.value}-{term.broader}"]))
            else:
                found.add((concept, SKOS.topConceptOf, scheme))
    return found


def _said(text: str, language: str) -> Literal:
    return Literal(printable(text), lang=language)
