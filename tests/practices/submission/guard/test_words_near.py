"""Images and generalisations stigmatise where they are said of people or of extremism, and only there."""

from __future__ import annotations

import pytest

from practices.submission.guard.words import words_in

pytestmark = pytest.mark.fast

OF_PEOPLE = [
    ("en", "A tide of migrants has reached the town.", "flood-of-refugees"),
    ("en", "The hate preacher left the town.", "terrorist-label"),
    ("fr", "Une horde de migrants a traversé la ville.", "flood-of-refugees"),
    ("de", "Es liegt an der jüdischen Lobby.", "conspiracy"),
    ("it", "Come tutti gli ebrei, pensava solo al denaro.", "generalising"),
    ("ru", "Орды приезжих заполнили набережную.", "flood-of-refugees"),
    ("tr", "Programa on iki eski terörist başvurdu.", "terrorist-label"),
]
OF_NONE = [
    ("en", "The salt marsh is a breeding ground for lapwings."),
    ("en", "A wave of applause greeted the refugees' choir."),
    ("en", "The Muslim community centre opens its kitchen on Fridays."),
    ("en", "The talk refutes the claim that Islam is violent by nature."),
    ("fr", "Une plaie mal soignée peut évoluer en gangrène."),
    ("de", "Die Gefangenen ziehen südländische Kräuter im Gewächshaus."),
    ("it", "Il documentario racconta i pastori nomadi della Mongolia."),
    ("ru", "Школьный рассадник снабжает саженцами все скверы."),
    ("tr", "Kulüp, ağaçlarda yaşayan asalak bitkileri belgeledi."),
]


@pytest.mark.parametrize(("language", "text", "concept"), OF_PEOPLE)
def test_what_is_said_of_people_is_warned_of(language: str, text: str, concept: str) -> None:
    assert concept in [word.concept for word in words_in(text, language)]


@pytest.mark.parametrize(("language", "text"), OF_NONE)
def test_what_is_meant_as_it_is_said_is_not(language: str, text: str) -> None:
    assert words_in(text, language) == []
