"""Letters that look like others: a word that mixes alphabets is shown for what it is.

“Aаrhus” with a Cyrillic а is another word than Aarhus: no search finds it, and it can pass for a name that
it is not. Bidirectional and invisible marks are taken out (``kb.texts.rich_text``); letters are the
writer's own, so they are pointed at. A word all of one alphabet is left alone, whatever the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from html import unescape

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The alphabets whose letters look alike, by the first word of a letter's name in Unicode.
ALPHABETS: dict[str, str | Promise] = {
    "LATIN": gettext_lazy("Latin"),
    "CYRILLIC": gettext_lazy("Cyrillic"),
    "GREEK": gettext_lazy("Greek"),
}
# What stands between scheme and path of a web address, and behind the "@" of a mail address.
HOST = re.compile(r"(?:https?://(?:[^/?#@]*@)?|mailto:[^@?]*@)([^/?#:@\\]+)", re.IGNORECASE)
# Signs that browsers take for the dot of a host.
DOTS = re.compile("[.\u3002\uff0e\uff61]")
LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>.*?</a>', re.DOTALL)
WORD = re.compile(r"[^\W\d_]+")
SHOWN = 60


@dataclass(frozen=True)
class MixedWord:
    """A word of more than one alphabet; ``letters`` are those that are fewer, each with its alphabet."""

    word: str
    letters: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        named = ", ".join(f"{letter} ({ALPHABETS[name]})" for letter, name in self.letters)
        return _("“%(word)s” mixes letters of several alphabets: %(letters)s.") % {
            "word": self.word[:SHOWN],
            "letters": named,
        }


def mixed_words(text: str) -> list[MixedWord]:
    """The words of a text that mix alphabets, each once, in order."""
    words = dict.fromkeys(WORD.findall(unicodedata.normalize("NFC", text)))
    return [mixed for word in words if (mixed := _mixed(word)) is not None]


def _mixed(word: str) -> MixedWord | None:
    if word.isascii():
        return None
    alphabets = [(letter, _alphabet(letter)) for letter in word]
    known = Counter(name for _letter, name in alphabets if name)
    if len(known) < 2:
        return None
    usual = known.most_common(1)[0][0]
    others = [(letter, name) for letter, name in alphabets if name and name != usual]
    return MixedWord(word, tuple(dict.fromkeys(others)))


def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0]
    return name if name in ALPHABETS else ""


def plain_host(address: str) -> str:
    """The host of an address as the net knows it ("xn--…"), where it mixes alphabets; else empty.

    “www.аarhus.dk” with a Cyrillic а is another host than Aarhus's, and nobody would see it.
    """
    found = HOST.match(address.strip())
    if not found:
        return ""
    labels = [_label(label) for label in DOTS.split(found[1].lower())]
    known = {_alphabet(letter) for label in labels for letter in label} - {""}
    return ".".join(map(_encoded, labels)) if len(known) > 1 else ""


def with_plain_hosts(html: str) -> str:
    """Cleaned HTML with the plain host behind each link whose host mixes alphabets."""

    def named(found: re.Match[str]) -> str:
        host = plain_host(unescape(found[1]))
        return f"{found[0]} [{escape(host)}]" if host else found[0]

    return LINK.sub(named, html)


def _label(label: str) -> str:
    """A part of a host in letters."""
    try:
        return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _encoded(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + unicodedata.normalize("NFKC", label).encode("punycode").decode("ascii")
