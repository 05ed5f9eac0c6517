"""OAI-PMH requests: their arguments, and the errors that the protocol has for what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.http import QueryDict

DUBLIN_CORE, DATACITE = "oai_dc", "oai_datacite"
FORMATS = (DUBLIN_CORE, DATACITE)
SALT = "opendata.harvesting"
LONGEST_TOKEN = 600
# What each verb takes: needed, and possible.
VERBS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
LISTS = ("ListIdentifiers", "ListRecords")
FORMS = (("%Y-%m-%dT%H:%M:%SZ", 20, timedelta(seconds=1)), ("%Y-%m-%d", 10, timedelta(days=1)))


class Refused(Exception):
    """An error of the protocol: its code and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True)
class Selection:
    """Which records are harvested: changed since, changed before that, of a set; behind which number."""

    since: datetime | None = None
    before: datetime | None = None
    set: str = ""
    form: str = DUBLIN_CORE
    after: int = 0
    cursor: int = 0

    def token(self) -> str:
        """Where this selection goes on. It holds all that is needed: the site remembers no harvest."""
        moments = [moment.isoformat() if moment else "" for moment in (self.since, self.before)]
        return signing.dumps([*moments, self.set, self.form, self.after, self.cursor], salt=SALT)


def verb_of(params: QueryDict) -> str:
    """The verb, with its arguments looked through. Raises :class:`Refused`."""
    verb = params.get("verb", "")
    if verb not in VERBS or len(params.getlist("verb")) != 1:
        raise Refused("badVerb", "The verb is missing, unknown or there twice.")
    needed, possible = VERBS[verb]
    given = {name for name in params if name != "verb"}
    if any(len(params.getlist(name)) != 1 for name in given):
        raise Refused("badArgument", "An argument is there twice.")
    if "resumptionToken" in given and verb in (*LISTS, "ListSets"):
        if given != {"resumptionToken"}:
            raise Refused("badArgument", "A resumption token stands alone.")
        return verb
    if missing := needed - given:
        raise Refused("badArgument", f"Missing: {', '.join(sorted(missing))}.")
    if given - needed - possible:
        raise Refused("badArgument", "There is an argument that this verb does not take.")
    if "metadataPrefix" in given and params["metadataPrefix"] not in FORMATS:
        raise Refused("cannotDisseminateFormat", f"The formats are {', '.join(FORMATS)}.")
    return verb


def selection_of(params: QueryDict) -> Selection:
    """What a list is asked for, or where it goes on. Raises :class:`Refused`."""
    if "resumptionToken" in params:
        return _resumed(params.get("resumptionToken", ""))
    since, before = params.get("from"), params.get("until")
    if since and before and len(since) != len(before):
        raise Refused("badArgument", "From and until are not of one granularity.")
    begin = _moment(since) if since else None
    end = _moment(before, whole=True) if before else None
    if begin and end and begin >= end:
        raise Refused("badArgument", "From is later than until.")
    return Selection(
        since=begin,
        before=end,
        set=params.get("set", ""),
        form=params.get("metadataPrefix", DUBLIN_CORE),
    )


def _moment(written: str, *, whole: bool = False) -> datetime:
    """The beginning of a day or second, or, of a ``whole`` one, its end."""
    for form, length, lasting in FORMS:
        if len(written) == length:
            try:
                begin = datetime.strptime(written, form).replace(tzinfo=UTC)
                return begin + lasting if whole else begin
            except (ValueError, OverflowError):
                break
    raise Refused("badArgument", "A date is written 2026-11-29 or 2026-11-29T12:00:00Z.")


def _resumed(token: str) -> Selection:
    try:
        if len(token) > LONGEST_TOKEN:
            raise ValueError("longer than any that was given")
        since, before, set_, form, after, cursor = signing.loads(token, salt=SALT)
        if form not in FORMATS:
            raise ValueError("no form that was given")
        return Selection(
            since=datetime.fromisoformat(since) if since else None,
            before=datetime.fromisoformat(before) if before else None,
            set=str(set_),
            form=form,
            after=int(after),
            cursor=int(cursor),
        )
    except (signing.BadSignature, ValueError, TypeError) as unreadable:
        raise Refused("badResumptionToken", "This token was not given here.") from unreadable
