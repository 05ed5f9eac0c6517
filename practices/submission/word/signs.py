"""Signs that a Word document holds as a look or a number: raised digits, symbols, formulas; as characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
# Signs that stand high or low by themselves.
RAISED_ALREADY = re.compile(r"[*†‡§®™°ªº'’.,;:\u00b9\u00b2\u00b3\u2070-\u209f]+")
EDGES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)

SYMBOL = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **{code: chr(code) for code in (*range(0x20, 0x22), 0x23, *range(0x25, 0x27), *range(0x28, 0x2A),
                                    0x2B, 0x2C, *range(0x2E, 0x40), 0x5B, 0x5D, 0x5F, *range(0x7B, 0x7E))},
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼",
    0xA0: "€", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠",
    0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥",
    0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉",
    0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬",
    0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x41: "✌", 0x46: "☞", 0x4A: "☺", 0x4B: "😐",
    0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
TABLES = {"symbol": SYMBOL, "wingdings": WINGDINGS}
# Where fonts of symbols put their signs.
PRIVATE = re.compile("[\uf000-\uf0ff]")
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def raised(words: str) -> str:
    """Words that stand high as characters that do, else in brackets behind "^"."""
    return _shifted(words, RAISED, "^")


def lowered(words: str) -> str:
    """Words that stand low as characters that do, else in brackets behind "_"."""
    return _shifted(words, LOWERED, "_")


def _shifted(words: str, table: dict[int, int], sign: str) -> str:
    edges = EDGES.match(words)
    before, inner, behind = edges.groups() if edges else ("", words, "")
    if not inner or RAISED_ALREADY.fullmatch(inner):
        return words
    if all(ord(letter) in table for letter in inner):
        return before + inner.translate(table) + behind
    return f"{before}{sign}({inner}){behind}"


def symbol(font: str, code: str) -> str:
    """A sign of a font of symbols (``w:sym``); one that is not known is named, not lost."""
    try:
        number = int(code, 16)
    except ValueError:
        return f"[{font} {code}]".replace(" ]", "]")
    if number < 0x100 or 0xF000 <= number <= 0xF0FF:
        found = TABLES.get(font.lower(), {}).get(number & 0xFF)
        return found or f"[{font or 'Symbol'} {number & 0xFF:02X}]"
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""


def readable(words: str, font: str) -> str:
    """Words in which signs of a font of symbols are characters that any font has."""
    return PRIVATE.sub(lambda found: symbol(font or "Symbol", f"{ord(found[0]):X}"), words)


def formula(element: Any) -> str:
    """A formula on one line: "(a+b)/2", "x²", "√(x)"."""
    name = element.tag.removeprefix(MATHS) if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    if name in FORMS:
        return FORMS[name](element)
    between = {"mr": ", ", "eqArr": "; ", "m": "; "}.get(name, "")
    return between.join(filter(None, map(formula, element.iterchildren(tag="*"))))


def _part(element: Any, name: str) -> str:
    found = element.find(MATHS + name)
    return "" if found is None else formula(found)


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(f"{element.tag}Pr/{MATHS}{name}")
    return default if found is None else str(found.get(f"{MATHS}val") or "")


def _fraction(element: Any) -> str:
    above, below = (
        words if words.isalnum() else f"({words})"
        for words in (_part(element, "num"), _part(element, "den"))
    )
    return f"{above}/{below}"


def _sum(element: Any) -> str:
    limits = "".join(
        f"{mark}({words})"
        for mark, words in (("_", _part(element, "sub")), ("^", _part(element, "sup")))
        if words
    )
    return f"{_value(element, 'chr', '∫')}{limits} {_part(element, 'e')}"


def _brackets(element: Any) -> str:
    inner = map(formula, element.iterchildren(f"{MATHS}e"))
    return (
        _value(element, "begChr", "(")
        + _value(element, "sepChr", "|").join(inner)
        + _value(element, "endChr", ")")
    )


FORMS: dict[str, Callable[[Any], str]] = {
    "f": _fraction,
    "sSup": lambda element: _part(element, "e") + raised(_part(element, "sup")),
    "sSub": lambda element: _part(element, "e") + lowered(_part(element, "sub")),
    "sSubSup": lambda element: (
        _part(element, "e") + lowered(_part(element, "sub")) + raised(_part(element, "sup"))
    ),
    "rad": lambda element: f"{raised(_part(element, 'deg'))}√({_part(element, 'e')})",
    "nary": _sum,
    "d": _brackets,
}
