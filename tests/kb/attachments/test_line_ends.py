"""Words divided at line ends: put together where they were divided, left alone where the hyphen is theirs."""

from __future__ import annotations

import time

import pytest

from kb.attachments.line_ends import undivided


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        # As programs print them, with the hyphen of a keyboard, soft, and as scans are read.
        ("die Radikalisie‐\nrungsprävention", "die Radikalisierungsprävention"),
        ("die Radikalisie-\nrungsprävention wirkt", "die Radikalisierungsprävention\nwirkt"),
        ("die Radikalisie\u00ad\nrungsprävention", "die Radikalisierungsprävention"),
        ("die Radikalisie¬\nrungsprävention", "die Radikalisierungsprävention"),
        (
            "Ministerial‐\nverwaltungsange‐\nstellte, und",
            "Ministerialverwaltungsangestellte,\nund",
        ),
        ("the radicali-  \n\n  sation of", "the radicalisation\nof"),
        ("la radicali-\nsation violente", "la radicalisation\nviolente"),
        ("la radicaliz-\nzazione.", "la radicalizzazione."),
        ("профилак-\nтика", "профилактика"),
        ("radikal-\nleşme", "radikalleşme"),
        ("dün-\nya", "dünya"),
        ("Kür-\nbis", "Kürbis"),
        ("RADIKALI-\nSIERUNG", "RADIKALISIERUNG"),
        ("Frau-\nen", "Frauen"),
        ("l’éduca-\ntion", "l’éducation"),
        # A compound's own hyphen.
        ("Mehr-\nAugen-Prinzip", "Mehr-Augen-Prinzip"),
        ("Mehr‐\nAugen", "Mehr-Augen"),
        ("Anna Müller-\nMeier", "Anna Müller-Meier"),
        ("EU-\nweit", "EU-weit"),
        ("e-\nlearning", "e-learning"),
        ("self-\nesteem", "self-esteem"),
        ("community-\nbased", "community-based"),
        ("lui-\nmême", "lui-même"),
        ("celui-\nci", "celui-ci"),
        ("dodi-\nci", "dodici"),
        ("кто-\nнибудь", "кто-нибудь"),
        ("из-\nза", "из-за"),
        ("северо-\nзападный", "северо-западный"),
        ("ein 16-\njähriger", "ein 16-jähriger"),
        ("+45 20 30-\n40 50", "+45 20 30-40\n50"),
        ("anna-\nschmidt@example.org", "anna-schmidt@example.org"),
        ("https://example.org/long-\nname/", "https://example.org/long-name/"),
        # The hyphen stands for the rest of a word.
        ("Kinder-\nund Jugendarbeit", "Kinder-\nund Jugendarbeit"),
        ("geld-\nen tijdgebrek", "geld-\nen tijdgebrek"),
        ("pre-\nand post-test", "pre-\nand post-test"),
        ("8-\nbis 12-Jährige", "8-\nbis 12-Jährige"),
        # No divided word at all.
        ("a dash -\nand more", "a dash -\nand more"),
        ("2015–\nheute", "2015–\nheute"),
        ("list\n- first\n- second", "list\n- first\n- second"),
        ("end-\n(new)", "end-\n(new)"),
        ("a word-", "a word-"),
    ],
)
def test_words_are_whole_and_compounds_keep_their_hyphen(lines: str, meant: str) -> None:
    assert "\n".join(undivided([lines.split("\n")])[0]) == meant


def test_the_file_itself_says_how_a_word_is_written() -> None:
    hyphen = ["A counter-narrative.", "One more counter-", "narrative"]
    assert undivided([hyphen])[0][1:] == ["One more counter-narrative"]
    whole = ["Counterspeech helps.", "One more counter-", "speech"]
    assert undivided([whole])[0][1:] == ["One more counterspeech"]


@pytest.mark.parametrize("line", ["a-", "a-\u00ad", "-", "a" * 99 + "-", "ab\u00ad", "1-"])
def test_many_crafted_lines_take_little_time(line: str) -> None:
    lines = [line] * (200_000 // len(line))
    begun = time.process_time()
    assert "".join(undivided([lines])[0]).count("a") == line.count("a") * len(lines)
    assert time.process_time() - begun < 3


def test_one_crafted_line_takes_little_time() -> None:
    begun = time.process_time()
    undivided(
        [
            "ab-" * 40_000,
            "-" * 100_000,
            "a" * 100_000 + "-",
            "b" * 100_000,
            "'" * 100_000 + "-",
            "x",
        ]
    )
    assert time.process_time() - begun < 1
