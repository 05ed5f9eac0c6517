"""What stands in one cell: how each kind of fact is read from a record, shown and compared."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import nh3
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kb.templatetags.kb_tags import language_name, language_names
from kb.texts.capitals import capitalised
from practices.comparing.services import ComparedRecord
from practices.models import EvidenceRating, Status
from practices.records.rules import archived_words, origin_of
from search.terms import Terms

# A text that is longer is cut, with a link to its part of the record: a table is for seeing, not for reading.
LONGEST_TEXT = 900
# Links stay in the record: each would cost a look-up, and the cell has one of its own.
TEXT_TAGS = {"p", "br", "ul", "ol", "li", "b", "strong", "i", "em"}


@dataclass(frozen=True)
class Reader:
    """For whom a cell is made."""

    language: str
    terms: Terms


@dataclass(frozen=True)
class Item:
    """One of several values. ``language`` is set where it is not the reader's."""

    label: str
    url: str = ""
    language: str = ""


@dataclass(frozen=True)
class Cell:
    """What is known of one thing in one record.

    ``asked`` is False where records of this kind have no such part, which is another matter than not
    knowing. ``identity`` is what is compared: codes rather than words, so that two languages can agree.
    """

    asked: bool = True
    text: str = ""
    html: str = ""
    items: tuple[Item, ...] = ()
    note: str = ""
    strength: str = ""
    language: str = ""
    more_url: str = ""
    unknown: str = ""
    identity: Hashable = None

    @property
    def known(self) -> bool:
        return bool(self.text or self.html or self.items)

    @property
    def silence(self) -> str:
        """Why there is nothing, in words."""
        if not self.asked:
            return _("not asked of this kind of record")
        return self.unknown or _("not known")

    @property
    def words(self) -> str:
        """The whole cell as plain text, for files."""
        if not self.known:
            return self.silence
        main = self.text or "; ".join(item.label for item in self.items)
        return f"{main} ({self.note})" if self.note else main


NOT_ASKED = Cell(asked=False)
ReadCell = Callable[[ComparedRecord, Reader], Cell]


def plain(text: Any, identity: Hashable = None, *, note: str = "", language: str = "") -> Cell:
    """A short fact in words; compared by ``identity`` where given, else by the words."""
    words = str(text or "").strip()
    return Cell(
        text=words,
        note=note,
        language=language,
        identity=(identity if identity is not None else words) if words else None,
    )


def typed(name: str) -> ReadCell:
    """A fact that somebody wrote, in the record's own language."""

    def read(column: ComparedRecord, reader: Reader) -> Cell:
        if not hasattr(column.record, name):
            return NOT_ASKED
        return plain(getattr(column.record, name), language=column.language)

    return read


def chosen(name: str) -> ReadCell:
    """A fact out of a closed list, in the reader's language."""

    def read(column: ComparedRecord, reader: Reader) -> Cell:
        if not hasattr(column.record, name):
            return NOT_ASKED
        code = getattr(column.record, name)
        if not code or code == Status.UNKNOWN:
            return Cell()
        return plain(getattr(column.record, f"get_{name}_display")(), code)

    return read


def narrative(name: str, note: str = "") -> ReadCell:
    """A part of the story; ``note``: a field out of a closed list that says more about it."""

    def read(column: ComparedRecord, reader: Reader) -> Cell:
        record = column.record
        if name not in record.parts:
            return NOT_ASKED
        html = nh3.clean(getattr(record, name) or "", tags=TEXT_TAGS, attributes={})
        text = " ".join(
            strip_tags(html.replace("</p>", "</p> ").replace("</li>", "</li> ")).split()
        )
        if not text:
            return Cell()
        too_long = len(text) > LONGEST_TEXT
        return Cell(
            text=text,
            html=str(Truncator(html).chars(LONGEST_TEXT, html=True)) if too_long else html,
            note=str(getattr(record, f"get_{note}_display")()) if note else "",
            language=column.language_of(name),
            more_url=f"{column.url}#{name.replace('_', '-')}" if too_long else "",
            identity=text,
        )

    return read


def concepts(facet: str) -> ReadCell:
    """The record's concepts of one facet, in the order of the vocabulary."""

    def read(column: ComparedRecord, reader: Reader) -> Cell:
        found = sorted(
            (one for one in column.shared.concepts.all() if one.facet == facet),
            key=lambda concept: (concept.sort_order, concept.code),
        )
        return Cell(
            items=tuple(Item(concept.label(reader.language)) for concept in found),
            identity=frozenset(concept.code for concept in found) or None,
        )

    return read


def rating(dimension: str) -> ReadCell:
    """One of the five judgements on what is known, with its reason."""

    def read(column: ComparedRecord, reader: Reader) -> Cell:
        given = next(
            (one for one in column.shared.evidence_ratings.all() if one.dimension == dimension),
            None,
        )
        if given is None:
            return Cell()
        return _strength(given, column.language)

    return read


def _strength(given: EvidenceRating, language: str) -> Cell:
    return Cell(
        text=given.get_strength_display(),
        strength=given.strength,
        note=given.reason,
        language=language,
        identity=given.strength,
    )


def summary(column: ComparedRecord, reader: Reader) -> Cell:
    """What is done and for whom, in plain words."""
    return plain(column.record.summary, language=column.language_of("summary"))


def place(column: ComparedRecord, reader: Reader) -> Cell:
    """The city and its country; of a record of a network, the network's."""
    if column.city is None:
        return Cell()
    name = column.city.name_in(reader.language)
    return plain(f"{name}, {column.city.country_name}", column.city.code)


def kind(column: ComparedRecord, reader: Reader) -> Cell:
    """Practice, training programme or study-visit report."""
    return plain(capitalised(str(column.record._meta.verbose_name)), column.record.kind)


def years(column: ComparedRecord, reader: Reader) -> Cell:
    """From when until when."""
    first, last = column.record.search_years()
    if first is None:
        return plain(getattr(column.record, "dates_note", ""), language=column.language)
    if last is None:
        return plain(_("since %(year)s") % {"year": first}, (first, None))
    return plain(str(first) if first == last else f"{first}–{last}", (first, last))


def in_charge(column: ComparedRecord, reader: Reader) -> Cell:
    """The organisation, and of what kind it is."""
    record = column.record
    name = getattr(record, "provider", "") or record.lead_organisation
    return plain(name, note=str(record.get_lead_organisation_type_display()))


def partners(column: ComparedRecord, reader: Reader) -> Cell:
    """Who else takes part."""
    names = [partner.name for partner in column.shared.partners.all()]
    return Cell(
        items=tuple(Item(name, language=column.language) for name in names),
        identity=frozenset(names) or None,
    )


def partner_cities(column: ComparedRecord, reader: Reader) -> Cell:
    """Other cities in which the same work is done, as far as their pages are public."""
    codes = [
        partner.city.code
        for partner in column.shared.partner_cities.all()
        if reader.terms.get("city", partner.city.code)
    ]
    return Cell(
        items=tuple(Item(reader.terms.label("city", code, reader.language)) for code in codes),
        identity=frozenset(codes) or None,
    )


def provisions(column: ComparedRecord, reader: Reader) -> Cell:
    """The points of the documents that the record answers; those of hidden documents are left out."""
    terms = {
        answer.provision: term
        for answer in column.shared.provision_answers.all()
        if (term := reader.terms.get("provision", answer.provision)) and term.path
    }
    return Cell(
        items=tuple(
            Item(
                reader.terms.label("provision", code, reader.language),
                f"/{reader.language}/{term.path}",
            )
            for code, term in terms.items()
        ),
        identity=frozenset(terms) or None,
    )


def evidence_level(column: ComparedRecord, reader: Reader) -> Cell:
    """What editors judge the evidence to be."""
    level = column.shared.evidence_level
    if level is None:
        return Cell(unknown=_("not judged yet"))
    return plain(level.label(reader.language), level.code)


def unintended_effects(column: ComparedRecord, reader: Reader) -> Cell:
    """Whether anybody looked for harm, and what was found."""
    record = column.record
    told = narrative("unintended_effects_text")(column, reader)
    answer = str(record.get_unintended_effects_display()) if record.unintended_effects else ""
    if not told.known:
        return plain(answer, record.unintended_effects or None)
    return Cell(
        text=told.text,
        html=told.html,
        note=answer,
        language=told.language,
        more_url=told.more_url,
        identity=(record.unintended_effects, told.text),
    )


def delivery_languages(column: ComparedRecord, reader: Reader) -> Cell:
    """The languages in which a training is given."""
    if not hasattr(column.record, "delivery_languages"):
        return NOT_ASKED
    codes = [code.strip() for code in column.record.delivery_languages.split(",") if code.strip()]
    return plain(language_names(codes), frozenset(codes))


def open_to_others(column: ComparedRecord, reader: Reader) -> Cell:
    """Whether other cities may send people."""
    if not hasattr(column.record, "open_to_other_cities"):
        return NOT_ASKED
    answer = column.record.open_to_other_cities
    return Cell() if answer is None else plain(_("yes") if answer else _("no"), answer)


def readable_in(column: ComparedRecord, reader: Reader) -> Cell:
    """The languages in which the record can be read here."""
    return plain(language_names(column.languages), frozenset(column.languages))


def original_language(column: ComparedRecord, reader: Reader) -> Cell:
    """The language in which the work is done."""
    code = column.record.source_language
    return plain(language_name(code) if code else "", code)


def told_by(column: ComparedRecord, reader: Reader) -> Cell:
    """Who wrote it, whether the city stands behind it, and whether it is archived."""
    record = column.record
    note = archived_words(record) if record.archived_on else ""
    origin = origin_of(record)
    return plain(str(origin.label), (origin, note), note=note)


def sources(column: ComparedRecord, reader: Reader) -> Cell:
    """The public sources, each with its address."""
    found = list(column.shared.sources.all())
    return Cell(
        items=tuple(
            Item(source.title or _host(source.url), source.url, source.language) for source in found
        ),
        identity=frozenset(source.url for source in found) or None,
    )


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0].removeprefix("www.") or url
