"""Ways to reach somebody by the net: e-mail addresses, also disguised ones, profiles and handles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from practices.submission.guard.finders.forms import is_first_name
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading, folded
from practices.submission.guard.rules import phrases, place_names, word_set
from practices.submission.guard.traces.public_contacts import (
    OPEN_HOSTS,
    hosts_in,
    is_followed,
    is_own_address,
    is_public_contact,
)

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# "name @ host . org", "name(@)host.org"
SPREAD_EMAIL = re.compile(
    r"(?P<local>(?<![\w.+-])[\w.+-]{1,64})\s?[(\[{<]?\s?@\s?[)\]}>]?\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{2,63}){1,5}"
)
# "on our account @harbour_talks. We meet …": an account at the end of a sentence
ENDS_A_SENTENCE = re.compile(r"\s@[\w-]+\.\s[A-ZÀ-ÞĞİŞА-ЯЁ](?![A-ZÀ-ÞĞİŞА-ЯЁ])")
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
    rf"{OPEN_HOSTS}\s?\.\s?[a-z]{{2,3}}(?!\w)"
)
# "n a d i a @ g m x . d e"
LETTER_BY_LETTER = re.compile(
    r"(?<!\S)(?:[\w.+-] ){3,64}@(?: [\w-]){2,63}(?: \.(?: [\w-]){2,63}){1,5}(?!\S)"
)
ANY_AT = re.compile(r"[\w.+-] ?[\[({<] ?(?P<at>[^\W\d_]{1,10}) ?[\])}>] ?(?=[^\W_])")
# "xX_Some_Body_Xx": nothing else in a sentence is written so.
UNDERSCORED = re.compile(r"(?<![\w@./-])[A-Za-z][A-Za-z0-9]{0,30}_\w{1,30}(?![\w/@]|[.-]\w)")
NAME_PARTS = re.compile(r"[A-ZÀ-Ý]?[a-zß-ÿ]{2,40}|[A-ZÀ-Ý]{2,40}")
LEAST_OF_A_BODY = 5
# "leedscc": what British councils write behind the name of their place.
COUNCILS = frozenset(("cc", "bc", "dc", "mbc", "cbc"))
LINKS = ("", "di", "de", "of", "von")
WORDS_TO_A_NAME, WORDS_TO_A_NETWORK = 7, 14
# Links are not read as names or phone numbers.
LINK = re.compile(r"(?:https?://|www\.|doi\.org|10\.\d{4,9}/)\S{1,300}")


def emails(reading: Reading) -> Iterator[Found]:
    """Addresses of persons; those of offices ("info@…") are meant to be read."""
    for match in EMAIL.finditer(reading.text):
        if is_office(match[0]):
            continue
        if is_own_address(match[0]) or not is_public_contact(reading, match.start()):
            yield Found("email", match.start(), match.end())
    for match in SPREAD_EMAIL.finditer(reading.text):
        is_account = ENDS_A_SENTENCE.search(match[0])
        if not is_account and not EMAIL.match(match[0]) and not is_office(match["local"]):
            yield Found("email", match.start(), match.end())
    for match in LETTER_BY_LETTER.finditer(reading.text):
        yield Found("email", match.start(), match.end())
    for match in AT_A_HOST.finditer(reading.text):
        # "Mail an gmail.com" is nobody's address: a name has a sign that words have not.
        if re.search(r"[\d_.+-]", match["local"]) and not is_office(match["local"]):
            yield Found("email", match.start(), match.end())
    yield from _disguised(reading)


def is_office(address: str) -> bool:
    """Whether an address is an institution's, which is meant to be read, and nobody's own."""
    local, _at, host = address.partition("@")
    parts = [folded(part) for part in re.split(r"[.+_-]", local)]
    if parts[0] in word_set("offices"):
        return True
    # "community.safety@council.example"; but "j.harrow@council.example"
    hosts = {folded(part) for part in re.split(r"[.-]", host)}
    words = all(part.isalpha() and len(part) > 2 and not is_first_name(part) for part in parts)
    bodies = word_set("institutions")
    named = any(len(body) > LEAST_OF_A_BODY and body in part for body in bodies for part in hosts)
    return words and (named or not hosts.isdisjoint(bodies))


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
    yield from _in_brackets(reading)


def _in_brackets(reading: Reading) -> Iterator[Found]:
    # "name [chez] host [point] org": whatever the word in brackets is, a dot spelt out follows
    for match in ANY_AT.finditer(reading.text):
        index = bisect_left(reading.starts, match.start("at"))
        if not index or index + 1 >= len(reading):
            continue
        stop, spelled = _host(reading, index + 1)
        start = _local_part(reading, index)
        if stop and spelled and reading.words[start] not in word_set("offices"):
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
        elif gap.strip() == "." and len(gap) <= 3 and reading.words[at + 1] in word_set("domains"):
            # "icloud . com"
            return at + 2, True
        else:
            break
    last = reading.words[at] if at < len(reading) else ""
    return (at + 1, spelled) if dots and 2 <= len(last) <= 12 and last.isalpha() else (0, False)


def profiles(reading: Reading) -> Iterator[Found]:
    """Links to somebody's page in a social network, and names that somebody has there."""
    hosts = hosts_in(reading.text)
    for found in _accounts(reading):
        if not is_followed(reading, found.start, reading.text[found.start : found.end], hosts):
            yield found


def _accounts(reading: Reading) -> Iterator[Found]:
    text = LINK.sub(lambda match: "x" * len(match[0]), reading.text)
    for match in PROFILE.finditer(reading.text):
        if not NO_PROFILE.match(match["path"]) and not _is_of_a_body(match["path"]):
            yield Found("handle", match.start(), match.end())
    for match in HANDLE.finditer(reading.text):
        if not _is_of_a_body(match[0]):
            yield Found("handle", match.start(), match.end())
    for match in UNDERSCORED.finditer(text):
        around = reading.sentence(
            max(0, reading.word_before(match.start() + 1)), WORDS_TO_A_NETWORK
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


def _is_of_a_body(name: str) -> bool:
    # "ManchesterCityCouncil", "@stadt_koeln", "mairiedelyon": an institution's page
    parts = {folded(part) for part in NAME_PARTS.findall(name)}
    bodies = word_set("institutions")
    if not parts.isdisjoint(bodies):
        return True
    shown, _dot, domain = name.rstrip(".").rpartition(".")
    whole = "".join(NAME_PARTS.findall(folded(shown if domain in word_set("domains") else name)))
    if any(len(body) > LEAST_OF_A_BODY and body in whole for body in bodies):
        return True
    return _is_of_a_place(whole)


def _is_of_a_place(name: str) -> bool:
    # "strasbourg.eu", "stadtaugsburg", "cittaditorino", "leedscc": a city, with a word for it
    places = place_names()
    if name in places:
        return not is_first_name(name)
    bodies = word_set("institutions")
    for at in range(2, len(name) - 1):
        before, behind = name[:at], name[at:]
        for body, rest in ((before, behind), (behind, before)):
            if (body in bodies or body in COUNCILS) and any(
                rest.removeprefix(link) in places for link in LINKS
            ):
                return True
    return False


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
