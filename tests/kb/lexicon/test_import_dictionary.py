"""Dictionaries in DICT format: what is read of them, which pairs are taken, and that they stay apart."""

from __future__ import annotations

import gzip
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kb.lexicon.dictionaries import DIGITS, DictionaryError, read_pairs
from kb.lexicon.pivoting import Translations
from kb.lexicon.table import rows
from kb.models import Word

LICENCE = "GPL-2.0-or-later"


def number(value: int) -> str:
    """A number as an index has it."""
    digits = DIGITS[value % 64]
    while value := value // 64:
        digits = DIGITS[value % 64] + digits
    return digits


def dictionary(folder: Path, name: str, *entries: str, packed: bool = True) -> Path:
    """A dictionary of these entries; the index has the first word of each in small letters."""
    text, lines = b"", []
    for entry in ("00-database-info\nMade for a test.", *entries):
        raw = f"{entry}\n".encode()
        headword = entry.split("\n")[0].split(" /")[0].casefold()
        lines.append(f"{headword}\t{number(len(text))}\t{number(len(raw))}\n")
        text += raw
    index = folder / f"freedict-{name}.index"
    index.write_text("".join(lines), encoding="utf-8")
    if packed:
        (folder / f"freedict-{name}.dict.dz").write_bytes(gzip.compress(text))
    else:
        (folder / f"freedict-{name}.dict").write_bytes(text)
    return index


@pytest.fixture
def dictionaries(tmp_path: Path) -> list[str]:
    """ "fine" is a sum of money and of good quality; only the sum is known to more than one of them."""
    return [
        str(path)
        for path in (
            dictionary(
                tmp_path,
                "eng-deu",
                "fine /faɪn/\n1. Geldstrafe, Bußgeld\n2. fein <adj>",
                "rumour /ruːmə/\nGerücht <neut> [ugs.]\n   Synonym: {gossip}",
                "mayor\nBürgermeister",
            ),
            dictionary(
                tmp_path,
                "eng-fra",
                "fine\n1. amende\n2. beau",
                "rumour\nrumeur",
                "mayor\nmaire",
                packed=False,
            ),
            dictionary(tmp_path, "deu-fra", "Geldstrafe /x/ <n, fem>\namende\nZu zahlende Summe"),
            dictionary(tmp_path, "fra-deu", "rumeur\nGerücht"),
        )
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_words_are_read_with_the_first_line_of_each_sense(tmp_path: Path, packed: bool) -> None:
    index = dictionary(
        tmp_path,
        "fra-ita",
        "prison /pʁi.zɔ̃/ <n, fem>\n1. prigione, carcere (luogo)\nEndroit, lieu\n2. gabbia.\nLieu",
        "rumeur\nvoce\nInformation diffusée, douteuse",
        "maison d’arrêt des hommes condamnés\ncarcere",
        "vide",
        "тюрьма\nprigione",
        packed=packed,
    )
    assert [(one[1], other[1]) for one, other in read_pairs(index)] == [
        ("prison", "prigione"), ("prison", "carcere"), ("prison", "gabbia"), ("rumeur", "voce"),
    ]  # fmt: skip


def test_only_pairs_to_which_two_ways_lead_are_taken(dictionaries: list[str]) -> None:
    known = Translations()
    for index in dictionaries:
        known.learn(read_pairs(Path(index)))
    assert list(known.rows(without=["mayor"])) == [
        ({"en": ["fine"], "de": ["Geldstrafe"], "fr": ["amende"]}, False),
        ({"en": ["rumour"], "de": ["Gerücht"], "fr": ["rumeur"]}, False),
    ]


def test_the_senses_of_a_word_are_rows_of_their_own() -> None:
    def pair(one: str, other: str) -> Any:
        return (one[:2], one[3:]), (other[:2], other[3:])

    known = Translations()
    known.learn(
        pair(*words.split(" "))
        for words in (
            "en:fine de:Geldstrafe", "en:fine fr:amende", "de:Geldstrafe fr:amende",
            "en:fine de:fein", "en:fine it:bello", "de:fein it:bello",
        )
    )  # fmt: skip
    assert list(known.rows(without=[])) == [
        ({"en": ["fine"], "de": ["Geldstrafe"], "fr": ["amende"]}, True),
        ({"en": ["fine"], "de": ["fein"], "it": ["bello"]}, True),
    ]


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("import_dictionary", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_a_tail_is_imported_replaced_and_taken_away(dictionaries: list[str], settings: Any) -> None:
    Word.objects.create(code="rumour", forms={"en": ["rumour"], "ru": ["слух"]})
    printed = run(*dictionaries, licence=LICENCE)
    assert "1 rows added, 0 changed, 0 removed, 0 left out." in printed
    added = Word.objects.get(source="FreeDict")
    assert (added.code, added.licence) == ("freedict-fine", LICENCE)
    assert [row.code for row in rows()] == ["rumour"]
    settings.IMPORTED_DICTIONARIES = True
    assert [(row.code, row.weight) for row in rows()] == [("rumour", 1.0), ("freedict-fine", 0.4)]
    assert "0 rows added, 0 changed, 0 removed" in run(*dictionaries, licence=LICENCE)
    run(dictionaries[3], dictionaries[1], dictionaries[0], licence=LICENCE)
    assert [row.code for row in rows()] == ["rumour"]
    run(*dictionaries, licence=LICENCE)
    assert "1 rows removed." in run(remove=True)
    assert [row.code for row in rows()] == ["rumour"]


@pytest.mark.django_db
def test_a_licence_is_asked_for_and_a_bad_file_changes_nothing(
    dictionaries: list[str], tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="licence"):
        run(*dictionaries)
    (tmp_path / "freedict-eng-rus.dict").write_text("")
    with pytest.raises(CommandError, match=r"freedict-eng-rus\.index: there is no such file"):
        run(*dictionaries, str(tmp_path / "freedict-eng-rus.index"), licence=LICENCE)
    assert not Word.objects.exists()


@pytest.mark.parametrize(
    ("name", "index", "text", "reason"),
    [
        ("freedict-eng-swe", "", b"", "freedict-eng-swe.index: not named"),
        ("freedict-eng-eng", "", b"", "freedict-eng-eng.index: not named"),
        ("words", "", b"", "words.index: not named"),
        ("freedict-eng-deu", "a\tA\n", b"x", "line 1: not a word, a place and a length"),
        ("freedict-eng-deu", "a\tA\t=\n", b"x", "line 1: “=” is no number"),
        ("freedict-eng-deu", f"a\tA\t{'/' * 9}\n", b"x", "line 1: “/////////” is no number"),
        ("freedict-eng-deu", "a\tA\tB\nb\tB\tB\n", b"x", "line 2: lies behind the end of the text"),
        ("freedict-eng-deu", "a\tA\tA\n", None, "neither freedict-eng-deu.dict nor"),
    ],
)
def test_what_is_no_dictionary_is_refused_with_its_line(
    tmp_path: Path, name: str, index: str, text: bytes | None, reason: str
) -> None:
    (tmp_path / f"{name}.index").write_text(index, encoding="utf-8")
    if text is not None:
        (tmp_path / f"{name}.dict").write_bytes(text)
    with pytest.raises(DictionaryError) as refused:
        list(read_pairs(tmp_path / f"{name}.index"))
    assert reason in str(refused.value)


def test_a_torn_archive_is_refused(tmp_path: Path) -> None:
    index = dictionary(tmp_path, "eng-deu", "mayor\nBürgermeister")
    packed = tmp_path / "freedict-eng-deu.dict.dz"
    packed.write_bytes(packed.read_bytes()[:-12])
    with pytest.raises(DictionaryError, match="cannot be unpacked"):
        list(read_pairs(index))


@pytest.mark.parametrize("sign", ["(", "[", "<", "{", "/", ",", "((a", "1. ", "\n", "é,"])
def test_crafted_entries_cost_nothing(tmp_path: Path, sign: str) -> None:
    index = dictionary(tmp_path, "eng-deu", *(f"a{n}\n{sign * 900}" for n in range(100)))
    begun = time.process_time()
    list(read_pairs(index))
    assert time.process_time() - begun < 5
