"""A word of the query is looked for in the other languages too, by the lexicon that its room registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from search import contract, services
from search.analysis import LANGUAGES
from search.request.query import ParsedQuery, parse_query
from search.words.lexicon import Lexicon
from tests.factories import ConceptFactory
from tests.search.conftest import push

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both,
    pytest.mark.usefixtures("site_tree", "words"),
]


@dataclass(frozen=True)
class Row:
    """One sense."""

    code: str
    forms: Mapping[str, tuple[str, ...]]
    weight: float = 1.0
    related: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.code)


def sense(code: str, weight: float = 1.0, **forms: str) -> Row:
    """A sense with its forms, divided by strokes."""
    return Row(code, {language: tuple(each.split("|")) for language, each in forms.items()}, weight)


WORDS = (
    sense("rumour", en="rumour", fr="rumeur", de="Gerücht", ru="слух", tr="söylenti"),
    sense("nurse", en="nurse", fr="infirmière", de="Krankenschwester", it="infermiera"),
    sense("police officer", en="police officer", fr="policier|agent de police", de="Polizist"),
    sense("mayor", en="mayor", fr="maire", de="Bürgermeister", ru="мэр"),
    sense("town hall", en="town hall", fr="mairie", de="Rathaus", it="comune|municipio"),
    sense("communism", en="communism", it="comunismo"),
    sense("teacher", en="teacher", de="Lehrer|Lehrerin", fr="enseignant"),
    sense("training", en="training", de="Fortbildung", fr="formation"),
    sense("council", 0.5, en="council", de="Rat"),
    sense("advice", en="advice", de="Rat"),
    *(
        sense(f"filler{number}", **{code: f"w{number}{code}|v{number}{code}" for code in LANGUAGES})
        for number in range(40)
    ),
)


@pytest.fixture
def words(site_tree: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small lexicon in place of the site's."""
    monkeypatch.setattr(contract, "_word_lists", [lambda: WORDS])
    services.vocabulary_changed()


@pytest.fixture
def ask(row: Any, find: Any) -> Callable[..., list[str]]:
    """The titles that are found among three English records and one in German."""
    for texts in (
        {"en": ("Stop the rumour", "Residents learn to check what they hear.")},
        {"en": ("The Anchor", "A nurse and a police officer sit in one team with the mayor.")},
        {"en": ("Training for teachers", "A course of three days.")},
        {"de": ("Gerüchte im Viertel", "Der Stadtrat lädt ein.")},
    ):
        row(texts)
    push()

    def titles(q: str, language: str) -> list[str]:
        return [hit.title for hit in find(q, language=language).hits]

    return titles


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("fr", "rumeurs", {"Stop the rumour", "Gerüchte im Viertel"}),
        ("ru", "слухи", {"Stop the rumour", "Gerüchte im Viertel"}),
        ("tr", "söylentiler", {"Stop the rumour", "Gerüchte im Viertel"}),
        ("tr", "soylentilerin", {"Stop the rumour", "Gerüchte im Viertel"}),
        ("en", "rumours", {"Stop the rumour", "Gerüchte im Viertel"}),
        ("it", "infermiera", {"The Anchor"}),
        ("fr", "infirmière et policier", {"The Anchor"}),
        ("fr", "l’agent de police", {"The Anchor"}),
        ("de", "Formation des enseignants", {"Training for teachers"}),
        ("de", "Lehrerfortbildung", {"Training for teachers"}),
        ("de", "Lehrer*innen", {"Training for teachers"}),
        ("de", "Wie kann man die Fortbildung der Lehrer", {"Training for teachers"}),
        ("de", "Wie kann man einen Bürgermeister", {"The Anchor"}),
        ("ru", "мэр", {"The Anchor"}),
    ],
)
def test_a_record_is_found_by_a_word_that_it_has_in_another_language(
    engine: str, ask: Any, language: str, typed: str, found: set[str]
) -> None:
    assert set(ask(typed, language)) == found


def test_every_word_has_to_be_met(engine: str, ask: Any, find: Any) -> None:
    assert ask("infirmière maire", "fr") == ["The Anchor"]
    assert not find("infirmière maire", language="fr").relaxed
    assert find("infirmière formation", language="fr").relaxed


def test_of_a_sentence_those_with_most_words_follow_the_few_with_all(
    engine: str, ask: Any, find: Any
) -> None:
    typed = "infirmière policier rumeur"
    assert ask(typed, "fr")[0] == "The Anchor"
    assert (find(typed, language="fr").relaxed, find(typed, language="fr").complete) == (True, 0)
    found = find("infirmière policier maire", language="fr")
    assert (found.total, found.relaxed, found.complete) == (1, False, 1)


def test_a_form_counts_in_the_texts_of_its_language_alone(engine: str, row: Any, find: Any) -> None:
    row({"it": ("Il mayor della città", "")})
    push()
    assert find("Bürgermeister", language="de").total == 0


def test_the_readers_own_language_comes_first(engine: str, ask: Any) -> None:
    assert ask("Gerüchte", "de") == ["Gerüchte im Viertel", "Stop the rumour"]
    assert ask("rumour", "en") == ["Stop the rumour", "Gerüchte im Viertel"]


def test_a_quoted_phrase_is_taken_as_it_stands(engine: str, ask: Any) -> None:
    assert ask('"rumeur"', "fr") == []


def test_a_word_of_another_meaning_does_not_name_a_concept(
    engine: str, row: Any, find: Any
) -> None:
    """French "maire" and "mairie" have one stem; the mayor is not the town hall."""
    ConceptFactory(code="hall", facet="theme", labels={"en": "Town hall", "fr": "Mairie"})
    row({"en": ("Open doors", "")}, theme=["hall"])
    row({"en": ("The mayor speaks", "")})
    push()
    assert [hit.title for hit in find("maire", language="fr").hits] == ["The mayor speaks"]
    assert "Open doors" in [hit.title for hit in find("mairie", language="fr").hits]


def test_a_word_in_the_name_of_another_words_concept_is_met_by_it(
    engine: str, row: Any, find: Any
) -> None:
    ConceptFactory(
        code="returnees",
        facet="audience",
        labels={"en": "Returnees from conflict zones and their families"},
        synonyms={"en": ["returnees"]},
    )
    row({"en": ("A way home", "")}, audience=["returnees"])
    push()
    assert find("families of returnees").total == 1
    assert find("prisons of returnees").relaxed


def test_words_with_a_hyphen_are_met_with_other_endings(engine: str, row: Any, find: Any) -> None:
    row({"en": ("Neo-Nazis in a town", "")})
    push()
    assert find("neo-nazi").total == 1


def test_a_phrase_that_no_record_has_is_read_word_by_word(engine: str, row: Any, find: Any) -> None:
    row({"en": ("Courses for the police", "")})
    row({"en": ("Courses at school", "")})
    push()
    found = find("police officer")
    assert ([hit.title for hit in found.hits], found.relaxed) == (["Courses for the police"], True)


def test_a_phrase_as_it_was_typed_stands_before_its_words_here_and_there(
    engine: str, row: Any, find: Any
) -> None:
    row({"fr": ("La ville", "Un agent de la ville. La police.")})
    row({"fr": ("Le quartier", "Les habitants parlent avec un agent de police du quartier.")})
    push()
    found = find("agent de police", language="fr")
    assert [hit.title for hit in found.hits] == ["Le quartier", "La ville"]


def test_a_word_counts_by_how_rare_it_is_in_the_readers_language(
    engine: str, row: Any, find: Any
) -> None:
    """The French "training" is a rare word; English records are full of it."""
    for number in range(8):
        row({"en": (f"Course {number}", "A training for the staff of a town.")})
    for number in range(24):
        row({"en": (f"Report {number}", "What was seen in a town.")})
    row({"en": ("Visit", "A training."), "fr": ("Visite", "Un training à la mairie.")})
    row({"en": ("Training for teachers", "A training of three days.")})
    push()
    assert find("training").hits[0].title == "Training for teachers"


def test_a_small_word_is_not_the_word_that_has_it_as_its_stem() -> None:
    """The Italian stem of "perito" is "per"."""
    lexicon = Lexicon([sense("expert", en="expert", it="perito")])
    assert lexicon.recognise(["per"], "it") == []
    assert [found.code for found in lexicon.recognise(["perito"], "it")] == ["expert"]


def test_words_that_some_write_as_one_find_the_same(engine: str, row: Any, find: Any) -> None:
    for title in ("An e-learning course", "An elearning course", "Courses by e learning"):
        row({"en": (title, "")})
    row({"en": ("Learning by doing", "")})
    row({"it": ("Corso di e-learning", "")})
    for title in ("A counter-narrative", "Counternarratives", "Their counter narrative"):
        row({"en": (title, "")})
    row({"en": ("A narrative at the counter", "")})
    push()
    for language in ("en", "it", "tr"):
        for typed in ("elearning", "e-learning", "e learning", "E‑Learning", "e\u00adlearning"):
            assert (find(typed, language=language).total, typed, language) == (4, typed, language)
        for typed in (
            "counternarratives",
            "counter-narratives",
            "counter narratives",
            "Counter‑narrative",
        ):
            assert (find(typed, language=language).total, typed, language) == (3, typed, language)


def test_a_word_with_a_prefix_is_known_by_what_stands_behind_it(ask: Any) -> None:
    [clause] = parsed("antiteachers", "en").clauses
    assert (clause.words, clause.joined) == (("anti", "teachers"), "antiteachers")
    [clause] = parsed("antiquarians", "en").clauses
    assert clause.words == ("antiquarians",)


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("de", "Fagottist*innen spielen", "Fagottistinnen"),
        ("de", "Fagottistinnen spielen", "Fagottist:innen"),
        ("de", "Quarz\u00adkristall im Bild", "Quarzkristall"),
        ("de", "Quarzkristall im Bild", "Quarz\u00adkristall"),
        ("de", "Quarzkristall im Bild", "Quarz\u200bkristall"),
        ("fr", "les habitant·e·s du quartier", "habitants"),
        ("fr", "les habitants du quartier", "habitant·e·s"),
        ("fr", "l\u02bcécole ouverte", "école"),
        ("fr", "l’e\u0301cole ouverte", "école"),
        ("en", "Meeting in Göteborg", "goeteborg"),
        ("en", "Meeting in Goeteborg", "Göteborg"),
        ("en", "Meeting in Aarhus", "Århus"),
    ],
)
def test_each_spelling_finds_the_others(
    engine: str, row: Any, find: Any, language: str, written: str, typed: str
) -> None:
    row({language: ("Titel", written)})
    push()
    assert find(typed, language=language).total == 1


def test_the_page_says_what_was_searched_besides(ask: Any, find: Any) -> None:
    results = find("Gerüchte Krankenschwester", language="de")
    assert [(one.words, one.added) for one in results.widened] == [
        ("Gerüchte", (("en", "rumour"), ("fr", "rumeur"), ("ru", "слух"), ("tr", "söylenti"))),
        ("Krankenschwester", (("en", "nurse"), ("fr", "infirmière"), ("it", "infermiera"))),
    ]


def test_what_is_marked_is_what_was_meant(ask: Any, find: Any) -> None:
    hit = find("policier", language="fr").hits[0]
    assert [text for piece in hit.highlights for text, found in piece if found] == [
        "police officer"
    ]


def marks(hit: Any) -> list[str]:
    pieces = [hit.marked_summary, *hit.highlights]
    return [text for piece in pieces for text, is_found in piece if is_found]


def test_a_word_that_only_shares_a_stem_is_neither_marked_nor_meant(
    engine: str, row: Any, find: Any
) -> None:
    row({"fr": ("Sommet", "Le maire a quitté la mairie, les mairies et les autres maires.")})
    row({"en": ("Policy paper", "A policy of cities.")})
    row({"en": ("Old communism", "What communism was.")})
    row({"en": ("The town hall", "A town hall opens.")})
    push()
    assert [marks(hit) for hit in find("maires", language="fr").hits] == [["maire", "maires"]]
    assert find("policiers", language="fr").hits == ()
    assert {hit.title for hit in find("comuni", language="it").hits} == {"The town hall", "Sommet"}


def test_a_small_word_hides_no_term(site_tree: Any) -> None:
    ConceptFactory(code="rumours", facet="theme", labels={"en": "Rumour", "it": "Diceria"})
    [clause] = parsed("di diceria", "it").clauses
    assert [term.code for term in clause.terms] == ["rumours"]


def parsed(q: str, language: str) -> ParsedQuery:
    return parse_query(q, language, services.terms())


def test_an_unsure_sense_counts_less(ask: Any) -> None:
    [clause] = parsed("Rat", "de").clauses
    assert [(form.text, form.weight) for wider in clause.wider for group in wider for form in group] == [
        ("council", 0.5),
        ("advice", 1.0),
    ]  # fmt: skip


def test_a_long_query_stays_one_bounded_request(engine: str, row: Any, find: Any) -> None:
    typed = " ".join(f"w{number}en" for number in range(32))
    query = parsed(typed, "en")
    forms = [
        form for clause in query.clauses for one in clause.wider for each in one for form in each
    ]
    assert len(query.clauses) == 32
    assert len(forms) == 320
    row({"de": ("Titel", " ".join(f"w{number}de" for number in range(32)))})
    push()
    assert find(typed).total == 1


def test_a_word_is_looked_for_by_its_other_forms_in_its_own_language_too(
    engine: str, row: Any, find: Any
) -> None:
    row({"fr": ("Un agent de police", "")})
    row({"fr": ("Une autre chose", "")})
    push()
    assert [hit.title for hit in find("policier", language="fr").hits] == ["Un agent de police"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Беженцы в городе", "беженец"),
        ("Один беженец", "беженцев"),
        ("Подростки", "подросток"),
        ("Отцы и дети", "отец"),
    ],
)
def test_russian_vowels_come_and_go(
    engine: str, row: Any, find: Any, written: str, typed: str
) -> None:
    row({"ru": (written, "")})
    push()
    assert find(typed, language="ru").total == 1


def test_a_part_of_a_compound_may_be_a_concept(engine: str, row: Any, find: Any) -> None:
    ConceptFactory(code="resilience", facet="theme", labels={"en": "Resilience", "de": "Resilienz"})
    row({"en": ("Resilience", "A training of two days")})
    row({"en": ("Resilience", "A walk of two days")})
    push()
    assert find("Resilienzfortbildung", language="de").total == 1


def test_words_of_a_phrase_count_as_words_of_a_sentence(ask: Any, find: Any) -> None:
    """Two conditions, three words: one record has all, others with most of them follow."""
    assert "The Anchor" in ask("agent de police rumeur", "fr")
    found = find("agent de police maire", language="fr")
    assert (found.complete, found.hits[0].title) == (1, "The Anchor")


@pytest.mark.parametrize("language", ["de", "it", "tr"])
@pytest.mark.parametrize("typed", ["rumeurs", "слухи", "söylentiler"])
def test_a_word_of_another_language_is_known_by_its_stem(
    ask: Any, language: str, typed: str
) -> None:
    assert set(ask(typed, language)) == {"Stop the rumour", "Gerüchte im Viertel"}


def test_words_with_all_genders_are_known_to_readers_of_other_languages(ask: Any) -> None:
    assert ask("Lehrer*innen", "tr") == ["Training for teachers"]
