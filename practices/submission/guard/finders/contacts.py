"""Ways to reach somebody: e-mail addresses, also disguised ones, phone numbers, profiles and handles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import phonenumbers

from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading, folded
from practices.submission.guard.rules import phrases, word_set

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_][A-Za-z0-9_.]{1,28}[A-Za-z0-9_]\b(?![.\w]*@)")
PROFILE = re.compile(
    r"(?<![\w-])(?:www\.|m\.|web\.)?(?:instagram\.com|facebook\.com|fb\.com|fb\.me|t\.me|telegram\.me|vk\.com|ok\.ru"
    r"|twitter\.com|x\.com|tiktok\.com|snapchat\.com|youtube\.com|linkedin\.com|threads\.net|discord\.com|twitch\.tv"
    r"|wa\.me|bsky\.app|mastodon\.social|soundcloud\.com|steamcommunity\.com|flickr\.com|pinterest\.com|reddit\.com)"
    r"/(?P<path>@?[\w.@%+=?/-]{2,80})",
    re.IGNORECASE,
)
# Addresses at such sites that are nobody's profile.
NO_PROFILE = re.compile(
    r"(?:company|school|groups?|pages?|events?|hashtag|share|sharer|watch|playlist|explore|search|help|about|policies|legal"
    r"|channel|c|results|terms|privacy|reel|p|video|intent|home|r|showcase|feed|public|business)(?:[/?.]|$)",
    re.IGNORECASE,
)
USER_NAME = re.compile(
    r"[^\w\n]{1,3}(?:(?:is|ist|est|è|als|as)\s)?[\"“«„]?"
    r"(?P<name>[A-Za-z][A-Za-z0-9]{1,20}[._]?[A-Za-z0-9_.]{0,20}[A-Za-z0-9_])(?![\w/@])"
)
# Of how many groups of digits of a text that are no phone number it is tried whether they are one.
MOST_TRIES = 10_000
# Links are not read as phone numbers.
LINK = re.compile(r"(?:https?://|www\.|doi\.org|10\.\d{4,9}/)\S{1,300}")
# "2015-2017", "24.11.2015 - 25.11.2015", "1 200 000", "12:30": written like some phone numbers.
DATES = re.compile(
    r"(?:(?:0?[1-9]|[12]\d|3[01])[./ -]{1,2}(?:0?[1-9]|1[0-2])[./ -]{1,2}(?:19|20)?\d\d"
    r"|(?:19|20)\d\d[./ -]{1,2}(?:0?[1-9]|1[0-2])[./ -]{1,2}(?:0?[1-9]|[12]\d|3[01])|(?:19|20)\d\d)"
)
SEVERAL_DATES = re.compile(rf"{DATES.pattern}(?:\s?[-–/;,. ]\s?{DATES.pattern}){{0,3}}")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .,'’\u00a0]\d{3}){1,4}")
AFTER_A_WORD = re.compile(r"\+?\(?\d[\d ()./\u00a0-]{5,20}\d")


def emails(reading: Reading) -> Iterator[Found]:
    """Addresses of persons; those of offices ("info@…") are meant to be read."""
    for match in EMAIL.finditer(reading.text):
        if folded(re.split(r"[@.+_-]", match[0], maxsplit=1)[0]) not in word_set("offices"):
            yield Found("email", match.start(), match.end())
    yield from _disguised(reading)


def _disguised(reading: Reading) -> Iterator[Found]:
    # "name (at) host (dot) org", "name AT host DOT net"
    for first, end, _language in phrases("at_words").find(reading):
        if not first or end >= len(reading):
            continue
        gap, after = reading.gap(first), reading.gap(end)
        bracketed = gap.strip()[-1:] in tuple("([{<*_") and after.strip()[:1] in tuple(")]}>*_")
        stop, dots = _host(reading, end)
        if stop and (bracketed or dots):
            start = _local_part(reading, first)
            if reading.words[start] not in word_set("offices"):
                yield Found("email", reading.starts[start], reading.ends[stop - 1])


def _local_part(reading: Reading, first: int) -> int:
    start = first - 1
    while start and first - start < 8 and reading.gap(start) in (".", "_", "-", "+", ""):
        start -= 1
    return start


def _host(reading: Reading, index: int) -> tuple[int, bool]:
    """The end of a host's name, 0 where there is none, and whether a dot of it is written as a word."""
    table, dots, spelled, at = phrases("dot_words"), 0, False, index
    while at + 1 < len(reading) and at - index < 12:
        gap = reading.gap(at + 1)
        match = table.at(reading, at + 1)
        if match is not None and match[0] < len(reading) and len(gap) <= 3:
            at, dots, spelled = match[0], dots + 1, True
        elif gap == "." or gap == "-":
            at, dots = at + 1, dots + (gap == ".")
        else:
            break
    last = reading.words[at] if at < len(reading) else ""
    return (at + 1, spelled) if dots and 2 <= len(last) <= 12 and last.isalpha() else (0, False)


def profiles(reading: Reading) -> Iterator[Found]:
    """Links to somebody's page in a social network, and names that somebody has there."""
    text = LINK.sub(lambda match: "x" * len(match[0]), reading.text)
    for match in PROFILE.finditer(reading.text):
        if not NO_PROFILE.match(match["path"]):
            yield Found("handle", match.start(), match.end())
    for match in HANDLE.finditer(reading.text):
        yield Found("handle", match.start(), match.end())
    for table in ("networks", "account_words"):
        for _first, end, _language in phrases(table).find(reading):
            named = USER_NAME.match(text, reading.ends[end - 1])
            if named is not None and any(sign in named["name"] for sign in "0123456789_."):
                yield Found("handle", named.start("name"), named.end("name"))


def phones(reading: Reading, region: str) -> Iterator[Found]:
    """Numbers of the country, and of any with +; others where a word says that it is one."""
    text = LINK.sub(lambda match: "x" * len(match[0]), reading.text)
    taken: list[tuple[int, int]] = []
    for found in phonenumbers.PhoneNumberMatcher(text, region or None, max_tries=MOST_TRIES):
        said = _is_said(reading, found.start)
        if (
            found.raw_string.lstrip("(").startswith("+")
            or said
            or not _is_other(reading, found.raw_string, found.start, found.end)
        ):
            taken.append((found.start, found.end))
            yield Found("phone", found.start, found.end)
    for _first, end, _language in phrases("phone_words").find(reading):
        place = reading.ends[end - 1]
        match = re.search(r"[\d+]", text[place : place + 25])
        number = AFTER_A_WORD.match(text, place + match.start()) if match else None
        if number is None or any(
            start < number.end() and number.start() < stop for start, stop in taken[-400:]
        ):
            continue
        digits = sum(sign.isdecimal() for sign in number[0])
        if (
            7 <= digits <= 15
            and not SEVERAL_DATES.fullmatch(number[0])
            and not _is_amount(reading, number.end(), number[0])
        ):
            yield Found("phone", number.start(), number.end())


def _is_said(reading: Reading, place: int) -> bool:
    index = _word_before(reading, place)
    return any(
        phrases("phone_words").at(reading, at) is not None
        for at in range(index, max(-1, index - 5), -1)
        if reading.sentences[at] == reading.sentences[index]
    )


def _word_before(reading: Reading, place: int) -> int:
    return bisect_left(reading.starts, place) - 1


def _is_other(reading: Reading, raw: str, start: int, end: int) -> bool:
    if SEVERAL_DATES.fullmatch(raw) or _is_amount(reading, end, raw):
        return True
    if raw.isdecimal() and not raw.startswith("0") and re.fullmatch(r"(?:19|20)\d{6}|\d{1,8}", raw):
        return True
    index = _word_before(reading, start)
    before = {reading.words[at] for at in range(max(0, index - 3), index + 1)}
    last = reading.text[max(0, start - 3) : start].rstrip()[-1:]
    return bool(before & word_set("no_phone")) or last in ("№", "#", "§", "$", "€", "£")


def _is_amount(reading: Reading, end: int, raw: str) -> bool:
    after = reading.text[end : end + 14].strip().lower()
    if after.startswith(("€", "$", "£", "%", "eur", "kr", "dkk", "tl", "руб", "chf", "avro")):
        return True
    return bool(THOUSANDS.fullmatch(raw)) and len(re.sub(r"\D", "", raw)) <= 8
