"""Somebody called by a first name alone is somebody a worker knows; a helper or a figure of a work is not."""

from __future__ import annotations

import pytest

from practices.submission.guard.checks import persons_in


def names(text: str, language: str) -> list[str]:
    return [text[found.start : found.end] for found in persons_in(text, "", language)]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("We first met Yusuf at the youth club.", "en", "Yusuf"),
        ("The deputy head rang about Yusuf.", "en", "Yusuf"),
        ("I sat down with Bilal in the canteen; he did not want to leave.", "en", "Bilal"),
        ("Der Klassenlehrer von Murat Y. meldete sich.", "de", "Murat Y"),
        ("Wir begleiteten Tarek zweimal zum Jobcenter.", "de", "Tarek"),
        ("Omar nous a appelés en larmes.", "fr", "Omar"),
        ("L'allenatore di Mehdi era preoccupato.", "it", "Mehdi"),
        ("Мы познакомились с Русланом в клубе.", "ru", "Русланом"),
        ("Ömer ağlayarak bizi aradı.", "tr", "Ömer"),
    ],
)
def test_a_first_name_alone_among_what_people_did_is_somebody(
    text: str, language: str, name: str
) -> None:
    assert names(text, language) == [name]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Our mentors Paul and Amira met 30 classes last year.", "en"),
        ("In the play, Amira ran away and her mother called the police.", "en"),
        ("Ask Anna at the front desk about rooms; she talks with all groups.", "en"),
        ("Charlotte's Web, a youth café, has 25 seats.", "en"),
        ("Die Clara-Zetkin-Bibliothek lieh uns den Saal für 14 Abende.", "de"),
        ("Imam Yusuf sprach mit den Eltern beider Schulen.", "de"),
        ("L'histoire de Jonas et la baleine a été lue avec les enfants.", "fr"),
        ("Chiedete ad Anna all'ingresso: ha parlato con tutti i gruppi.", "it"),
        ("Наш офис: третий этаж, улица Франко, 20.", "ru"),
        ("Rahibe Teresa 2016'da merkezi ziyaret etti.", "tr"),
    ],
)
def test_helpers_works_and_words_are_nobody(text: str, language: str) -> None:
    assert names(text, language) == []
