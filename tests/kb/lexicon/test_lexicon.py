"""The lexicon: what is refused, what loading keeps, what searches read."""

from __future__ import annotations

import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from kb.lexicon.csv_rows import read_table, table_of
from kb.lexicon.files import LexiconFileError, read_lexicon
from kb.lexicon.forms_of_words import checked_forms
from kb.lexicon.table import rows
from kb.lexicon.writing import changes_of, merge_words, write
from kb.models import Word
from search import services as search

PRISONER = {"en": ["prisoner", "inmate"], "de": ["Häftling"]}
OFFICER = {"en": ["officer"], "fr": ["agent"], "ru": ["сотрудник"]}


def word(code: str, forms: dict[str, list[str]], **values: Any) -> Word:
    return Word.objects.create(code=code, forms=forms, **values)


def lexicon(folder: Path, text: str) -> Path:
    path = folder / "lexicon.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# What is refused


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("[prisoner]", "Give a list of words per language."),
        ("prisoner", "Give a list of words per language."),
        ("{}", "The English word is missing."),
        ("", "Give a list of words per language."),
        ("{en: [], de: []}", "The English word is missing."),
        ("{en: [prisoner]}", "The word is missing in every other language."),
        ("{de: [Häftling], fr: [détenu]}", "The English word is missing."),
        ("{en: [prisoner], da: [fange]}", "“da” is no language of this site."),
        ("{en: [prisoner], no: [fange]}", "“False” is no language of this site."),
        ("{en: prisoner, de: [Häftling]}", "Give a list of words per language."),
        ("{en: [prisoner], de: {a: b}}", "Give a list of words per language."),
        ("{en: [prisoner, no], de: [Häftling]}", "“False” is no word: put it between quotation marks."),
        ("{en: [prisoner, [inmate]], de: [x]}", "“list” is no word: put it between quotation marks."),
        ("{en: [prisoner, ''], de: [Häftling]}", "An empty form in “en”."),
        ("{en: [prisoner, '\u200b'], de: [Häftling]}", "An empty form in “en”."),
        ("{en: [prisoner, Prisoner], de: [Häftling]}", "“Prisoner” stands twice in “en”."),
        ("{en: [prisoner], ru: [prisoner]}", "“prisoner” is not in the script of “ru”."),
        ("{en: [prisoner], de: [заключённый]}", "“заключённый” is not in the script of “de”."),
        ("{en: [prisoner], tr: [سجين]}", "“سجين” is not in the script of “tr”."),
        ("{en: [jail], ru: [тюрьмa]}", "“тюрьмa” mixes letters of several alphabets: a (Latin)."),
        ("{en: [prisoner], de: ['a; b']}", "“a; b” holds “;”, a sign that no word has."),
        ("{en: [prisoner], de: ['<b>']}", "“<b>” holds “<”, a sign that no word has."),
        ("{en: [prisoner], de: ['-haft']}", "“-haft” does not begin like a word."),
        ("{en: [prisoner], de: ['1 2']}", "“1 2” does not begin like a word."),
        (
            "{en: [a b c d e f g], de: [x]}",
            "“a b c d e f g” is too long: a form has at most 80 characters and 6 words.",
        ),
        ("{en: [prisoner], de: [x], ambiguous: perhaps}", "“perhaps” says neither yes nor no."),
        ("{en: [prisoner], en: [inmate], de: [x]}", "“en” stands twice."),
        (
            "{en: [officer], fr: [agent]}",
            "“officer” begins row 1 already. Begin another sense with another form.",
        ),
        ("{en: [agent, officer], fr: [agent]}", None),
    ],
)  # fmt: skip
def test_a_row_is_refused_with_its_number_and_the_reason(
    tmp_path: Path, row: str, reason: str | None
) -> None:
    path = lexicon(tmp_path, f"- {{en: [officer], fr: [agent], ru: [сотрудник]}}\n- {row}\n")
    if reason is None:
        assert [entry.code for entry in read_lexicon(path).entries] == ["officer", "agent"]
        return
    with pytest.raises(LexiconFileError) as refused:
        read_lexicon(path)
    assert str(refused.value) == f"lexicon.yaml: Row 2: {reason}"


def test_the_very_same_words_are_no_second_row(tmp_path: Path) -> None:
    path = lexicon(tmp_path, "- {en: [a, b], de: [c]}\n- {de: [C], en: [B, a]}\n")
    with pytest.raises(LexiconFileError, match=r"Row 2: Row 1 has the very same words\."):
        read_lexicon(path)


def test_ten_thousand_forms_in_one_row_are_refused_at_once(tmp_path: Path) -> None:
    forms = [f"word{number}" for number in range(10_000)]
    path = lexicon(tmp_path, yaml.safe_dump([{"en": forms, "de": ["Wort"]}]))
    with pytest.raises(LexiconFileError, match="10000 forms in “en”; a row has at most 12"):
        read_lexicon(path)


@pytest.mark.parametrize("form", ["a" * 100_000, "a " * 50_000, "é́" * 50_000, "\u0301" * 100_000])
def test_a_form_of_100_kb_costs_nothing(form: str) -> None:
    begun = time.process_time()
    with pytest.raises(ValidationError, match="is too long"):
        checked_forms({"en": ["word"], "de": [form]})
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: b", "expected a list of rows"),
        ("", "expected a list of rows"),
        ("- {en: [a", "not YAML"),
        ("- &a {en: *a, de: [x]}", "not YAML: found unconstructable recursive node"),
        ("- !!python/object/apply:os.system [ls]", "not YAML: could not determine a constructor"),
    ],
)
def test_a_file_that_is_no_list_of_rows_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(LexiconFileError) as refused:
        read_lexicon(lexicon(tmp_path, text))
    assert f"lexicon.yaml: {reason}" in str(refused.value)


def test_forms_are_stored_as_they_are_read() -> None:
    forms = {
        "ru": ["  IT\u00adотдел ".replace("IT", "")],
        "en": ["in\u200bmate  list"],
        "tr": ["I\u0307l"],
    }
    assert checked_forms(forms) == {"en": ["inmate list"], "ru": ["отдел"], "tr": ["İl"]}


def test_our_own_lexicon_is_read_without_a_fault() -> None:
    entries = read_lexicon(settings.BASE_DIR / "content" / "lexicon.yaml").entries
    assert len(entries) >= 891
    assert {"accompany", "action-plan", "adult-education"} <= {entry.code for entry in entries}


# Loading


CONTENT = settings.BASE_DIR / "content"


def load(folder: Path, lexicon_rows: Any) -> str:
    """Set a site up with these rows and no other content than there has to be."""
    for name in ("site", "pages", "documents", "vocabulary", "records", "guidance", "translations"):
        value: Any = {"documents": {"documents": []}, "translations": {}}.get(name, [])
        if name == "records":
            value = {"practices": [], "trainings": [], "study_visits": [], "cities": []}
        target = folder / f"{name}.yaml"
        if name == "site":
            target.write_bytes((CONTENT / "site.yaml").read_bytes())
        else:
            target.write_text(yaml.safe_dump(value))
    lexicon(folder, yaml.safe_dump(lexicon_rows, allow_unicode=True))
    out = StringIO()
    call_command("setup_site", folder=folder, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("no_site")
def test_loading_adds_once_and_keeps_what_an_editor_has_done(tmp_path: Path) -> None:
    listed = [
        {"en": ["prisoner"], "de": ["Häftling"]},
        {"en": ["fine"], "fr": ["amende"], "ambiguous": True},
        {"en": ["rumour"], "de": ["Gerücht"]},
        {"en": ["mayor"], "de": ["Bürgermeister"]},
    ]
    word("mayor", {"en": ["mayor"], "tr": ["belediye başkanı"]})
    load(tmp_path, listed)
    assert sorted(Word.objects.values_list("code", "is_ambiguous", "source")) == [
        ("fine", True, ""), ("mayor", False, ""), ("prisoner", False, ""), ("rumour", False, ""),
    ]  # fmt: skip
    edited = Word.objects.get(code="prisoner")
    edited.forms = {"en": ["prisoner", "inmate"], "de": ["Häftling"]}
    edited.save()
    Word.objects.get(code="rumour").delete()
    before = list(Word.objects.values_list("code", "forms", "changed_at"))
    again = load(tmp_path, listed)
    assert "kept as edited: word:prisoner" not in again
    assert list(Word.objects.values_list("code", "forms", "changed_at")) == before
    for row in listed:
        row["it"] = ["parola"]
    printed = load(tmp_path, listed)
    assert "kept as edited: word:prisoner" in printed
    assert "kept as edited: word:rumour" in printed
    assert "kept as edited: word:mayor" in printed
    assert dict(Word.objects.values_list("code", "forms")) == {
        "fine": {"en": ["fine"], "fr": ["amende"], "it": ["parola"]},
        "mayor": {"en": ["mayor"], "tr": ["belediye başkanı"]},
        "prisoner": {"en": ["prisoner", "inmate"], "de": ["Häftling"]},
    }
    with pytest.raises(CommandError, match=r"lexicon\.yaml: Row 3: The English word is missing"):
        load(tmp_path, [{"en": ["new"], "de": ["neu"]}, *listed[:1], {"de": ["Lücke"]}])
    assert not Word.objects.filter(code="new").exists()


# What searches read


@pytest.mark.django_db
def test_rows_are_read_once_per_change(settings: Any, django_assert_num_queries: Any) -> None:
    word("prisoner", PRISONER)
    word("officer", OFFICER, is_ambiguous=True)
    word("dict-officer", OFFICER, source="freedict", licence="GPL")
    first = rows()
    assert [(row.code, row.weight) for row in first] == [("officer", 0.5), ("prisoner", 1.0)]
    assert first[1].forms == {"en": ("prisoner", "inmate"), "de": ("Häftling",)}
    with django_assert_num_queries(
        1
    ):  # where the vocabulary stands, which a request has read already
        assert rows() is first
    settings.IMPORTED_DICTIONARIES = True
    assert [(row.code, row.weight) for row in rows()] == [
        ("officer", 0.5), ("prisoner", 1.0), ("dict-officer", 0.4),
    ]  # fmt: skip
    settings.IMPORTED_DICTIONARIES = False
    Word.objects.get(code="officer").delete()
    assert [row.code for row in rows()] == ["prisoner"]


@pytest.mark.django_db
def test_ten_thousand_rows_are_written_in_few_statements_and_read_fast(
    django_assert_max_num_queries: Any,
) -> None:
    lines = "".join(f"word {n},mot{n},Wort{n},слово{n}\n" for n in range(10_000))
    read = read_table("en,fr,de,ru\n" + lines)
    assert read.faults == []
    with django_assert_max_num_queries(100):
        write(changes_of(read.entries))
    begun = time.process_time()
    assert len(rows()) == 10_000
    assert time.process_time() - begun < 1


# Merging


@pytest.mark.django_db
def test_merging_adds_the_forms_and_deletes_the_other() -> None:
    kept = word("prisoner", PRISONER)
    gone = word("detainee", {"en": ["detainee", "Inmate"], "it": ["detenuto"]}, is_ambiguous=True)
    merge_words(gone, kept)
    assert dict(Word.objects.values_list("code", "forms")) == {
        "prisoner": {
            "en": ["prisoner", "inmate", "detainee"],
            "de": ["Häftling"],
            "it": ["detenuto"],
        }
    }
    assert Word.objects.get().is_ambiguous


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "forms", "reason"),
    [
        ({"source": "freedict", "licence": "GPL"}, OFFICER, "from the same source"),
        ({}, {"en": [f"word{n}" for n in range(11)], "de": ["Wort"]}, "at most 12"),
    ],
)
def test_what_does_not_go_together_is_not_merged(
    values: dict[str, str], forms: dict[str, list[str]], reason: str
) -> None:
    kept, other = word("prisoner", PRISONER), word("officer", forms, **values)
    with pytest.raises(ValidationError, match=reason):
        merge_words(other, kept)
    assert Word.objects.get(code="prisoner").forms == PRISONER
    assert Word.objects.get(code="officer").forms == forms


@pytest.mark.django_db
def test_whoever_was_related_to_a_word_is_to_the_one_that_it_was_merged_into() -> None:
    kept = word("prisoner", PRISONER, related=["detainee", "officer"])
    gone = word("detainee", {"en": ["detainee"], "it": ["detenuto"]}, related=["guard", "prisoner"])
    word("officer", OFFICER, related=["guard", "detainee", "prisoner"])
    merge_words(gone, kept)
    assert dict(Word.objects.values_list("code", "related")) == {
        "prisoner": ["officer", "guard"],
        "officer": ["guard", "prisoner"],
    }


@pytest.mark.django_db
def test_nobody_stays_related_to_a_word_that_was_deleted() -> None:
    word("officer", OFFICER, related=["guard", "prisoner"])
    word("prisoner", PRISONER).delete()
    assert Word.objects.get().related == ["guard"]


# Tables


@pytest.mark.django_db
def test_a_table_that_was_exported_is_read_as_it_was() -> None:
    word("prisoner", PRISONER)
    word("officer", OFFICER, is_ambiguous=True, related=["prisoner", "guard"])
    exported = table_of(Word.objects.all())
    assert exported.decode() == (
        "\ufeffcode,en,fr,de,it,ru,tr,ambiguous,related,source,licence\r\n"
        "officer,officer,agent,,,сотрудник,,yes,prisoner | guard,,\r\n"
        "prisoner,prisoner | inmate,,Häftling,,,,,,,\r\n"
    )
    read = read_table(exported.decode())
    assert read.faults == []
    assert changes_of(read.entries).unchanged == 2


@pytest.mark.django_db
def test_a_table_without_the_column_leaves_related_words_as_they_are() -> None:
    word("prisoner", PRISONER, related=["guard"])
    write(changes_of(read_table("code,en,de\nprisoner,inmate,Insasse\n").entries))
    assert Word.objects.get().related == ["guard"]
    write(changes_of(read_table("code,en,de,related\nprisoner,inmate,Insasse,\n").entries))
    assert Word.objects.get().related == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_any_spreadsheet_are_read(delimiter: str) -> None:
    lines = [["\ufeffEN", "de"], ["prisoner| inmate", "Häftling"], ["", ""]]
    read = read_table("\r\n".join(delimiter.join(line) for line in lines))
    assert [str(fault) for fault in read.faults] == []
    assert [(entry.code, entry.forms) for entry in read.entries] == [("prisoner", PRISONER)]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["Row 1: The first row names the columns; “en” is missing."]),
        ("code,de\n", ["Row 1: The first row names the columns; “en” is missing."]),
        ("en,de\n", ["Row 2: There is no row."]),
        ("en,de,de\n", ["Row 1: The column “de” stands twice."]),
        (
            "en,sv\na,b\n",
            [
                "Row 1: “sv” is no column; there are code, en, fr, de, it, ru, tr, ambiguous, related, "
                "source, licence."
            ],
        ),
        ('en,de\n"a,b\n', ["Row 1: Not a table: unexpected end of data."]),
        (f"en,de\n{'a' * 200_000},b\n", ["Row 1: Not a table: field larger than field limit (131072)."]),
        (
            "en,de,ambiguous,code\n,,,\na,b,,\nb,c,perhaps,\nc,d,,No Code\nd,e,,,x\ne,f|,,\n",
            [
                "Row 2: The row is empty.",
                "Row 4: “perhaps” says neither yes nor no.",
                "Row 5: Lower-case letters, digits and single hyphens only.",
                "Row 6: The row has more cells than there are columns.",
                "Row 7: An empty form in “de”.",
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_said_by_row(text: str, faults: list[str]) -> None:
    assert [str(fault) for fault in read_table(text).faults] == faults


@pytest.mark.django_db
def test_the_search_hears_of_rows_that_were_written_at_once() -> None:
    before = search.state().terms_stamp
    write(changes_of(read_table("en,de\nprisoner,Häftling\n").entries))
    assert search.state().terms_stamp != before
