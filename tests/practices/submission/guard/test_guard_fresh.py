"""The guard on two more sets of texts, written before anything was changed for them.

The misses of the first were mended, those of the second were not: it shows what the guard does unseen.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.guard.texts import OF_WORDS, is_asked, texts
from practices.submission.guard.checks import persons_in

SETS = Path(__file__).parents[4] / "benchmarks" / "guard"
TEXTS = Path(__file__).parent / "guard_texts"
# Rounds whose misses were mended by kind after the first measure.
SETS_MENDED = (
    *("sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth"),
    *("fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    *("twentieth", "twentyfirst", "twentysecond", "twentythird", "twentyfourth", "twentyfifth"),
    *("twentysixth", "twentyseventh", "twentyninth", "thirtyfirst"),
    *("thirtysecond", "thirtythird", "thirtyfourth", "thirtyfifth"),
)


@pytest.mark.parametrize(
    ("name", "planted", "near", "stopped"), [("mended", 79, 78, 79), ("fresh", 42, 30, 41)]
)
def test_planted_data_is_stopped_and_what_is_like_it_is_not(
    name: str, planted: int, near: int, stopped: int
) -> None:
    rows = [json.loads(line) for line in (TEXTS / f"{name}.jsonl").read_text().splitlines()]
    found = {True: 0, False: 0}
    asked = {True: 0, False: 0}
    for row in rows:
        is_planted = row["kind"] != "near"
        found[is_planted] += 1
        asked[is_planted] += bool(persons_in(row["text"], row["country"], row["language"]))
    assert found == {True: planted, False: near}
    assert asked[True] >= stopped
    assert asked[False] == 0


def test_a_role_after_a_comma_tells_initials_from_an_abbreviation() -> None:
    told = persons_in("G.R., alunno della scuola Volta", "IT", "it")
    assert [one.kind for one in told] == ["name"]
    # "R.G." is the general roll of an Italian court.
    assert [one.kind for one in persons_in("R.G. 1234, tribunale", "IT", "it")] == ["case"]


def test_years_of_experience_are_nobodys_age() -> None:
    assert persons_in("Mit 15 Jahren Erfahrung leitet Petra Vogel das Haus.", "DE", "de") == []


@pytest.mark.parametrize("of_words", [False, True], ids=["persons", "words"])
@pytest.mark.parametrize("name", [*SETS_MENDED, "first", "second", "third", "fourth"])
def test_the_sets_of_the_benchmark_stay_as_good_as_they_are(name: str, *, of_words: bool) -> None:
    asked: dict[bool, list[bool]] = {True: [], False: []}
    for text in texts(SETS / name):
        if (text.kind in OF_WORDS) == of_words:
            asked[text.is_planted].append(is_asked(text))
    assert sum(asked[True]) >= 0.95 * len(asked[True])
    assert sum(asked[False]) <= 0.05 * len(asked[False])


@pytest.mark.parametrize(
    ("text", "country", "language", "expected"),
    [
        # whose age it is: a pronoun, a subject left out, the speaker, a cell, brackets, small letters
        ("We met Karim in May. He had just turned 16.", "GB", "en", ["name-and-age"]),
        ("A marzo è venuto Karim. Aveva quindici anni.", "IT", "it", ["name-and-age"]),
        ("„Ich bin 15“, sagte Jana.", "DE", "de", ["name-and-age"]),
        ("Наталья – ж – 19 – официантка", "UA", "ru", ["name-and-age"]),
        ("Hamid und Ferhat (beide 12)", "DE", "de", ["name-and-age"]),
        ("songül 15 yaşında kayıp", "TR", "tr", ["name-and-age"]),
        ("Her two sons, Ali and Omar, are 11 and 13.", "GB", "en", ["name", "name-and-age"]),
        # what is told of one person, and of somebody in office
        ("Kieran Doyle was convicted of arson.", "GB", "en", ["name"]),
        ("Judge Maria Doyle spoke of who was convicted of arson.", "GB", "en", []),
        ("Lola (9b) zeigte das Video.", "DE", "de", ["name"]),
        ("Die 9b spielte Nathan der Weise.", "DE", "de", []),
        # numbers that count, ranges, and what somebody founded
        ("Anna met 15 teachers in May.", "GB", "en", []),
        ("Exit, founded by Bernd Wagner, is 20 years old.", "GB", "en", []),
        ("A boy of 15 often feels alone.", "GB", "en", []),
        ("Das Aktenzeichen 7 Ls 118/20 ruht.", "DE", "de", ["case"]),
        ("Dossier d’assistance n° 119/0453", "FR", "fr", ["case"]),
        ("Call the helpline 0800 1111.", "GB", "en", []),
        ("Le numéro vert 0 800 005 696", "FR", "fr", []),
        ("Ring 07700 900 982.", "GB", "en", ["phone"]),
        ("Номер АА 4823 КТ, машина", "UA", "ru", ["plate"]),
        ("Sur Snapchat, elle est manon.lili07.", "FR", "fr", ["handle"]),
        ("Wir bauen auf Raum A4 und B12.", "DE", "de", []),
        ("Paris, 20; Berlin, 18; Milan, 25.", "GB", "en", []),
        # fathers' and family names, names of known parts, company, forms, sexes, years of a week
        ("Хачатрян Ваагн Гагикович, 17 лет", "AM", "ru", ["name-and-age"]),
        ("Сергей Дундуа, ему семьдесят один", "GE", "ru", ["name-and-age"]),
        ("Гусейнага Вели оглы, тридцати пяти лет", "AZ", "ru", ["name-and-age"]),
        ("Мальчик, которому двенадцать, живёт у тёти.", "UA", "ru", ["described"]),
        ("Age 16. Name Leticia.", "GB", "en", ["name-and-age"]),
        ("Kamila, f, 16, from Lodz", "GB", "en", ["name-and-age"]),
        ("Omar wird nächste Woche 13 und spricht nicht.", "DE", "de", ["name-and-age"]),
        ("Ein 26-jähriger Kurde sprach mit uns.", "DE", "de", ["described"]),
        ("Ein 20-jähriger Mietvertrag endet.", "DE", "de", []),
        ("One of my mentees has a tag.", "GB", "en", ["name"]),
        ("Unsere Klienten sind Schulen.", "DE", "de", []),
        ("Visit: 3 The Paddocks, Ennis, V95 X2P4, ask for his mother.", "IE", "en", ["address"]),
        ("Bartu (d. 23.07.2008)", "TR", "tr", ["birth"]),
        ("Dossier BR.56.L3.004512/2021", "BE", "fr", ["case"]),
        # who is known to all, offices, helplines, conditions, counts
        ("Sophie Scholl war 21, als sie starb.", "DE", "de", []),
        ("Write to community.safety@council.example", "GB", "en", []),
        ("SOS Amitié : 09 72 39 40 50", "FR", "fr", []),
        ("Une mère demande que faire si un enfant de 15 ans le partage.", "FR", "fr", []),
        ("Pisa, Lucca e Siena: 12, 9 e 14 casi.", "IT", "it", []),
        ("Marco Minniti ne parlò nel 2017.", "IT", "it", []),
        ("См.: Аван И., Земпи И. (2020)", "EE", "ru", []),
        ("Il centro Falcone e Borsellino compie 30 anni.", "IT", "it", []),
        # small letters, capitals, halves, labels, cells, quotations, who is called so
        ("leon meier, 16 j., berufsschule", "DE", "de", ["name-and-age"]),
        ("BENOÎT DUMAS 13 ANS CONNU DES SERVICES", "FR", "fr", ["name-and-age"]),
        ("Tarek ist fünfzehneinhalb Jahre alt.", "DE", "de", ["name-and-age"]),
        ("Подросток по имени Гагик (14 лет) ушёл.", "AM", "ru", ["name-and-age"]),
        ("Ines’s age is given as seventeen.", "GB", "en", ["name-and-age"]),
        ("“My name is Luka, I am 18,” he wrote.", "RS", "en", ["name-and-age"]),
        ("O.H. / 16 / mentor", "NO", "en", ["name"]),
        ("Nadya Rakka'dan döndüğünde yirmi iki yaşındaydı.", "TR", "tr", ["name-and-age"]),
        # of whom there is only one, and what is told of somebody named
        ("The daughter of the imam cuts herself.", "GB", "en", ["name"]),
        ("The mother of the boy cuts herself.", "GB", "en", []),
        ("L.V.D.B., en 5e à l’athénée, prend des antidépresseurs.", "BE", "fr", ["name"]),
        ("Виорика Чобану призналась, что её сын – гей.", "MD", "ru", ["name"]),
        # addresses, courts and addresses of mail of other countries
        ("The family moved to Nørrebrogade 112.", "DK", "en", ["address"]),
        ("She lives at Husitská 45, 130 00 Praha 3.", "CZ", "en", ["address"]),
        ("Vive en la calle Mayor 14, Madrid.", "ES", "it", ["address"]),
        ("Leeds Crown Court, T20217045, guilty plea", "GB", "en", ["case"]),
        ("Écrire à sam.b2007 [chez] outlook [point] be", "BE", "fr", ["email"]),
        ("Født 12.06.2007 i Bergen.", "NO", "en", ["birth"]),
        # offices, registers, published judgments, exercises, authors, counts, numbered parts
        ("Presse: presse@stadt-beispiel.de, Tel. 0371 488-0", "DE", "de", []),
        ("SIRET 130 005 481 00010, TVA FR 12 345678901", "FR", "fr", []),
        ("BGH, Urteil vom 8. Mai 2019 – 5 StR 146/19", "DE", "de", []),
        ("Follow @ManCityCouncil.", "GB", "en", []),
        ("Imagine a boy named Sam. Sam is 15.", "GB", "en", []),
        ("Сергей Жадан написал «Депеш Мод» в 30 лет.", "UA", "ru", []),
        ("Corvetto, Baggio e Niguarda: 12, 9 e 14 mediatori.", "IT", "it", []),
        ("Jakobspark, Tor 15", "DE", "de", []),
        ("When a young person turns 18, the case passes to adult services.", "GB", "en", []),
        # letters one by one, a searched room, months in Roman numbers, children of whom a place has one
        ("email: n a d i a . k @ g m x . d e", "DE", "de", ["email"]),
        ("Police searched his bedroom at 118 Chorley Old Road, Bolton.", "GB", "en", ["address"]),
        ("La ragazza, venuta alla luce il 12/XI/2005 a Cluj, parla.", "IT", "it", ["birth"]),
        ("The imam’s eldest son from Grønland mosque left.", "NO", "en", ["name"]),
        ("The director’s children’s book was read in Leeds.", "GB", "en", []),
        ("Belgrader Straße 66, wo Zain bei seiner Tante wohnt.", "DE", "de", ["address", "name"]),
        ("La casa in via del Mulino ha 14 stanze.", "IT", "it", []),
        # pages of cities, heads of state, floors, who is asked to call an office
        ("Our office: 2nd floor, 14 Park Row, Nottingham NG1 6GR.", "GB", "en", []),
        ("Schreiben Sie an info@bremen.de oder rufen Sie 0421 3610 an.", "DE", "de", []),
        ("Suivez facebook.com/strasbourg.eu.", "FR", "fr", []),
        ("Folgen Sie facebook.com/stadtaugsburg.", "DE", "de", []),
        ("facebook.com/anna.augsburg", "DE", "de", ["handle"]),
        ("Sandro Pertini aveva 81 anni quando fu eletto presidente.", "IT", "it", []),
    ],
)
def test_kinds_that_fresh_texts_have_shown(
    text: str, country: str, language: str, expected: list[str]
) -> None:
    assert [one.kind for one in persons_in(text, country, language)] == expected
