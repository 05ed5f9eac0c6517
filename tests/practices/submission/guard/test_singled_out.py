"""The only one of a kind in a small place is known there without a name."""

from __future__ import annotations

import pytest

from practices.submission.guard.checks import persons_in

pytestmark = pytest.mark.fast

SINGLED_OUT = [
    ("en", "The only Chechen boy in year 9 told his tutor.", "The only Chechen boy in year 9"),
    (
        "en",
        "The only inmate from Iraq on the wing refused.",
        "The only inmate from Iraq on the wing",
    ),
    ("fr", "C'est l'unique converti du village.", "l'unique converti du village"),
    ("fr", "Seul élève rom du collège, il est parti.", "Seul élève rom du collège"),
    (
        "de",
        "Der einzige tschetschenische Junge in der 9b schwieg.",
        "Der einzige tschetschenische Junge in der 9b",
    ),
    (
        "it",
        "L'unica famiglia somala della via si è trasferita.",
        "L'unica famiglia somala della via",
    ),
    (
        "ru",
        "Единственная сомалийская семья на улице уехала.",
        "Единственная сомалийская семья на улице",
    ),
    ("tr", "Sınıftaki tek Çeçen çocuk sustu.", "Sınıftaki tek Çeçen çocuk"),
]
NOBODY = [
    ("en", "The only school in the village takes part."),
    ("en", "The only Muslim school in the village takes part."),
    ("en", "The only boy in the class laughed."),
    ("en", "The only Chechen boy in the film is a hero."),
    ("fr", "La seule association musulmane du village participe."),
    ("de", "Das einzige jüdische Museum in der Straße macht mit."),
    ("it", "L'unica scuola araba del quartiere partecipa."),
    ("ru", "Единственная мусульманская школа в районе участвует."),
    ("tr", "Köydeki tek Müslüman okulu katılıyor."),
]


@pytest.mark.parametrize(("language", "text", "told"), SINGLED_OUT)
def test_the_only_one_of_a_kind_in_a_small_place_is_asked_about(
    language: str, text: str, told: str
) -> None:
    (found,) = persons_in(text, language=language)
    assert (found.kind, text[found.start : found.end]) == ("singled-out", told)
    assert found.instead


@pytest.mark.parametrize(("language", "text"), NOBODY)
def test_a_thing_or_a_person_of_no_kind_and_no_place_is_not(language: str, text: str) -> None:
    assert persons_in(text, language=language) == []
