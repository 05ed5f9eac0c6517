"""Ways to reach somebody: e-mail addresses, also disguised ones, phone numbers, profiles and handles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import phonenumbers

from practices.submission.guard.finders.forms import is_first_name
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading, folded
from practices.submission.guard.rules import phrases, word_set

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# "name @ host . org", "name(@)host.org"
SPREAD_EMAIL = re.compile(
    r"(?P<local>(?<![\w.+-])[\w.+-]{1,64})\s?[(\[{<]?\s?@\s?[)\]}>]?\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{2,63}){1,5}"
)
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
MADE_UP = re.compile(
    r"(?<![\w@./-])(?=[a-zA-Z0-9._]{6,30}(?![\w/@-]))[a-z]{2,20}(?:[._][a-z0-9_]{2,20}){1,3}(?![\w/@-])"
    r"|(?<![\w@./-])[a-z]{3,20}\d{2,4}(?![\w/@-])"
)
# "shannon_b at gmail.com", "… bei gmail.com": whatever the word between is, before these hosts stands a name
AT_A_HOST = re.compile(
    r"(?<![\w.@-])(?P<local>[A-Za-z0-9][\w.+-]{0,60}) [\[(]?[^\W\d_]{1,10}[\])]? "
    r"(?:gmail|googlemail|yahoo|hotmail|outlook|live|gmx|web|icloud|protonmail|proton|aol|mail|yandex|ukr|laposte|free"
    r"|orange|libero|virgilio|tiscali|bluewin|mynet|t-online|freenet)\s?\.\s?[a-z]{2,3}(?!\w)"
)
# "xX_Some_Body_Xx": nothing else in a sentence is written so.
UNDERSCORED = re.compile(r"(?<![\w@./-])[A-Za-z][A-Za-z0-9]{0,30}_\w{1,30}(?![\w/@]|[.-]\w)")
WORDS_TO_A_NAME, WORDS_TO_A_NETWORK = 7, 14
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
ABROAD = re.compile(r"(?<![\w+])(?:\+|00)[1-9][\d ()./\u00a0-]{6,20}\d(?!\d)")
# "07700 900123": what begins as a mobile number does, though nobody has been given it.
MOBILE = re.compile(
    r"(?<![\w.,/+-])0[67]\d{0,3}[ ./\u00a0-]?\d{2,3}(?:[ .\u00a0-]?\d{2,3}){1,4}(?!\d)"
)
OF_NOBODY = frozenset(
    (
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.UAN,
    )
)
AFTER_A_WORD = re.compile(r"\+?\(?\d[\d ()./\u00a0-]{5,20}\d")


def emails(reading: Reading) -> Iterator[Found]:
    """Addresses of persons; those of offices ("info@…") are meant to be read."""
    for match in EMAIL.finditer(reading.text):
        if not _is_office(match[0]):
            yield Found("email", match.start(), match.end())
    for match in SPREAD_EMAIL.finditer(reading.text):
        if not EMAIL.match(match[0]) and not _is_office(match["local"]):
            yield Found("email", match.start(), match.end())
    for match in AT_A_HOST.finditer(reading.text):
        # "Mail an gmail.com" is nobody's address: a name has a sign that words have not.
        if re.search(r"[\d_.+-]", match["local"]) and not _is_office(match["local"]):
            yield Found("email", match.start(), match.end())
    yield from _disguised(reading)


def _is_office(address: str) -> bool:
    local, _at, host = address.partition("@")
    parts = [folded(part) for part in re.split(r"[.+_-]", local)]
    if parts[0] in word_set("offices"):
        return True
    # "community.safety@council.example"; but "j.harrow@council.example"
    hosts = {folded(part) for part in re.split(r"[.-]", host)}
    words = all(part.isalpha() and len(part) > 2 and not is_first_name(part) for part in parts)
    return words and not hosts.isdisjoint(word_set("institutions"))


def _disguised(reading: Reading) -> Iterator[Found]:
    # "name (at) host (dot) org", "name AT host DOT net"
    for first, end, _language in phrases("at_words").find(reading):
        if not first or end >= len(reading):
            continue
        gap, after = reading.gap(first), reading.gap(end)
        bracketed = gap.strip()[-1:] in tuple("([{<*_") and after.strip()[:1] in tuple(")]}>*_")
        if reading.words[first] == "a" and not bracketed:
            continue
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
    for match in UNDERSCORED.finditer(text):
        around = reading.sentence(
            max(0, _word_before(reading, match.start() + 1)), WORDS_TO_A_NETWORK
        )
        if any(phrases(table).has(reading, around) for table in ("networks", "account_words")):
            yield Found("handle", match.start(), match.end())
    for table in ("networks", "account_words"):
        for _first, end, _language in phrases(table).find(reading):
            named = USER_NAME.match(text, reading.ends[end - 1])
            if named is not None and any(sign in named["name"] for sign in "0123456789_."):
                yield Found("handle", named.start("name"), named.end("name"))
                continue
            behind = _name_behind(reading, text, end)
            if behind is not None:
                yield Found("handle", *behind)


def _name_behind(reading: Reading, text: str, index: int) -> tuple[int, int] | None:
    # "Sur Snapchat, elle s’appelle manon.lili07": a word that is none, in the same sentence.
    stop = min(len(reading), index + WORDS_TO_A_NAME)
    last = next(
        (at for at in range(index, stop) if reading.sentences[at] != reading.sentences[index - 1]),
        stop,
    )
    if last <= index:
        return None
    for match in MADE_UP.finditer(text, reading.starts[index], reading.ends[last - 1] + 30):
        if match[0].rpartition(".")[2] not in word_set("domains"):
            return match.start(), match.end()
    return None


def phones(reading: Reading, region: str) -> Iterator[Found]:
    """Numbers of the country, and of any with +; others where a word says that it is one."""
    text = LINK.sub(lambda match: "x" * len(match[0]), reading.text)
    taken: list[tuple[int, int]] = []
    for match in ABROAD.finditer(text):
        if _is_possible(match[0]):
            taken.append((match.start(), match.end()))
            yield Found("phone", match.start(), match.end())
    for found in phonenumbers.PhoneNumberMatcher(text, region or None, max_tries=MOST_TRIES):
        if phonenumbers.number_type(found.number) in OF_NOBODY:
            continue
        if _is_behind(reading, found.start, "helplines"):
            continue
        said = _is_behind(reading, found.start, "phone_words")
        if (
            found.raw_string.lstrip("(").startswith("+")
            or said
            or not _is_other(reading, found.raw_string, found.start, found.end)
        ):
            taken.append((found.start, found.end))
            yield Found("phone", found.start, found.end)
    for match in MOBILE.finditer(text):
        digits = sum(sign.isdecimal() for sign in match[0])
        if 10 <= digits <= 11 and not _is_other(reading, match[0], match.start(), match.end()):
            taken.append((match.start(), match.end()))
            yield Found("phone", match.start(), match.end())
    taken.sort()
    for _first, end, _language in phrases("phone_words").find(reading):
        place = reading.ends[end - 1]
        digit = re.search(r"[\d+]", text[place : place + 25])
        number = AFTER_A_WORD.match(text, place + digit.start()) if digit else None
        if number is None or any(
            start < number.end() and number.start() < stop for start, stop in taken[-400:]
        ):
            continue
        if _is_free_of_charge(number[0], region) or _is_behind(reading, place, "helplines"):
            continue
        digits = sum(sign.isdecimal() for sign in number[0])
        if (
            7 <= digits <= 15
            and not SEVERAL_DATES.fullmatch(number[0])
            and not _is_amount(reading, number.end(), number[0])
        ):
            yield Found("phone", number.start(), number.end())


def _is_possible(number: str) -> bool:
    # Numbers for novels and films, such as +44 7700 900…, are no valid ones, but are meant as phone numbers.
    digits = re.sub(r"\D", "", re.sub(r"^(\+|00)", "", number))
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def _is_free_of_charge(number: str, region: str) -> bool:
    # Nobody's own number is free for who calls it: those are helplines.
    try:
        parsed = phonenumbers.parse(number, region or None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) in OF_NOBODY


def _is_behind(reading: Reading, place: int, table: str) -> bool:
    index = _word_before(reading, place)
    return any(
        phrases(table).at(reading, at) is not None
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
