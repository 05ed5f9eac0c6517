"""The guard on names in forms, tables and lists, and on persons told of in sentences of their own."""

from __future__ import annotations

from time import process_time

import pytest

from practices.submission.guard.checks import persons_in
from practices.submission.guard.words import words_in


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # a column of names or of dates of birth, whatever the first names are
        ("Nr.;Name;geb.\n1;Justin Peters;02.11.2006\n2;Ibra Jallow;17.04.2005", "de", 4),
        ("Name | Year\nZara Hussain | 9\nBen Archer | 11", "en", 2),
        ("Name | Organisation\nAnna Berg | City of Hamburg", "en", 0),
        ("Name | Capacity\nBlue Bridge | 30\nRiver Hall | 60", "en", 0),
        # rows and lines of names, but for those of speakers
        ("1. Tom Richter\n2. Ali Demir\n3. Kai Brenner", "de", 3),
        ("Speakers:\nAnna Berg\nPeter Maier", "en", 0),
        ("Name: Kevin Schulze\nSchule: Borwinschule", "de", 1),
        ("Name: Anna Berg\nFunktion: Leiterin", "de", 0),
        # one after another
        ("Participants: Liam Foster, Hassan Omar and Sian Pugh", "en", 1),
        ("Gefehlt haben Kevin, Ali und Samira.", "de", 1),
        ("Participants: Mayor Liam Foster and Sian Pugh, head of service", "en", 0),
        # sentences of their own
        ("Самому младшему было тринадцать. Его зовут Толя Крылов.", "ru", 1),
        ("Der Klient ist der einzige Zahnarzt im Bezirk.", "de", 1),
        ("La campagne existe depuis mai. Elle s’appelle Marianne.", "fr", 0),
        ("Er hat am 5. Juni Geburtstag.", "de", 1),
        ("The charity celebrates its birthday on 5 June.", "en", 0),
        ("Né le quatre avril deux mille six à Olten, il a une sœur.", "fr", 1),
        # trades, and the age of the one named right before
        ("Der 19-jährige kurdische Friseur wurde im Netz angeworben.", "de", 1),
        ("Die 19-jährige gute Zusammenarbeit endet.", "de", 0),
        ("Le coiffeur kurde de 19 ans a été recruté.", "fr", 1),
        ("Le plan communal de 19 ans a été adopté.", "fr", 0),
        ("We are proud of Keisha! At 15 she chairs the youth panel.", "en", 1),
        # homes without a word for the street; offices with a heading
        ("Ежевичная, 31, кв. 2, Елабуга", "ru", 1),
        ("Service prévention, place de la Halle 1, 1800 Vilvorde", "fr", 0),
        ("Parents can ring 01274 432816 and ask for the team.", "en", 0),
    ],
)
def test_so_many_findings_are_in_a_text(text: str, language: str, expected: int) -> None:
    found = persons_in(text, "", language)
    assert len(found) == expected, found


@pytest.mark.parametrize(
    ("text", "language", "concepts"),
    [
        ("Wörter wie ‚Penner‘ und ‚Kanake‘ haften.", "de", []),
        ("Der Penner vor dem Rathaus", "de", ["scroungers"]),
        ("Le trafic de drogue attire des jeunes.", "fr", []),
        ("Un drogué attend devant la porte.", "fr", ["addicts"]),
        ("Das Denkmal für die als Zigeuner Verfolgten", "de", []),
        ("Закон о социальной защите инвалидов", "ru", []),
        ("Kaygılı'nın Çingeneler romanı okundu.", "tr", []),
        # names of groups, whose kind stands before or behind in small letters
        ("The Lone Wolf scout pack cleaned the park.", "en", []),
        ("Die Pfadfindergruppe Einsamer Wolf putzte den Park.", "de", []),
        ("Il branco scout Lupo Solitario ha pulito il parco.", "it", []),
        ("Yalnız Kurt izci takımı parkı temizledi.", "tr", []),
        ("Мастерскую провела национально-культурная автономия цыган.", "ru", []),
        ("He was a lone wolf in the team.", "en", ["lone-wolf"]),
        # an article between the two words
        ("Caminin çevresinde paralel bir toplum oluştu.", "tr", ["parallel-society"]),
        ("Das Gefängnis ist ein Nährboden für Terror.", "de", ["breeding-ground"]),
        ("Auf dem Nährboden wachsen im Labor Bakterien.", "de", []),
    ],
)
def test_a_word_that_is_spoken_of_is_no_hint(text: str, language: str, concepts: list[str]) -> None:
    assert [word.concept for word in words_in(text, language)] == concepts


@pytest.mark.parametrize(
    "line",
    ["Name;Name\n", "Name: Anna Berg\n", "Anna Berg, ", "birthday 5 June his ", "'words like "],
    ids=["headings", "form", "list", "birthdays", "quotes"],
)
def test_crafted_lists_take_time_that_grows_with_the_text_alone(line: str) -> None:
    def seconds(letters: int) -> float:
        text = line * (letters // len(line))
        before = process_time()
        persons_in(text, "DE", "de")
        words_in(text, "de")
        return process_time() - before

    seconds(2_000)
    short = seconds(25_000)
    assert seconds(100_000) < 10 * max(short, 0.2)
