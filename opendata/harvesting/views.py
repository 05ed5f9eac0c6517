"""The one address of OAI-PMH: each question is answered with XML, a wrong one with the protocol's error."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from lxml import etree

from kb.site.addresses import absolute
from opendata.facts import EARLIEST, Teller
from opendata.harvesting.provider import Page, all_sets, one, page_of
from opendata.harvesting.requests import (
    DATACITE,
    DUBLIN_CORE,
    Refused,
    selection_of,
    verb_of,
)
from opendata.harvesting.writing import (
    OAI_DATACITE,
    OAI_DC,
    E,
    Writer,
    envelope,
    error,
    header,
    moment,
)
from opendata.identifiers.datacite import newest_versions
from search.services import Change

Answer = Iterator[etree._Element]


@csrf_exempt  # the protocol asks for POST as well; nothing is changed by it
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Read only, whatever the method."""
    params = request.POST if request.method == "POST" else request.GET
    now = timezone.now()
    arguments: dict[str, str] = {}
    try:
        verb = verb_of(params)
        content = list(ANSWERS[verb](params))
        arguments = {name: params.get(name, "") for name in params}
    except Refused as refused:
        if refused.code not in ("badVerb", "badArgument"):
            arguments = {name: params.get(name, "") for name in params}
        content = [error(refused.code, refused.sentence)]
    return HttpResponse(
        envelope(absolute(request.path), arguments, now, content),
        content_type="text/xml; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


def _identify(params: QueryDict) -> Answer:
    yield E.Identify(
        E.repositoryName("Alliance Exchange"),
        E.baseURL(absolute("/oai")),
        E.protocolVersion("2.0"),
        E.adminEmail(settings.CONTACT_EMAIL or settings.DEFAULT_FROM_EMAIL),
        E.earliestDatestamp(moment(EARLIEST)),
        E.deletedRecord("persistent"),
        E.granularity("YYYY-MM-DDThh:mm:ssZ"),
    )


def _formats(params: QueryDict) -> Answer:
    if "identifier" in params:
        one(params.get("identifier", ""))
    yield E.ListMetadataFormats(
        E.metadataFormat(
            E.metadataPrefix(DUBLIN_CORE),
            E.schema("http://www.openarchives.org/OAI/2.0/oai_dc.xsd"),
            E.metadataNamespace(OAI_DC),
        ),
        E.metadataFormat(
            E.metadataPrefix(DATACITE),
            E.schema(f"{OAI_DATACITE}oai.xsd"),
            E.metadataNamespace(OAI_DATACITE),
        ),
    )


def _sets(params: QueryDict) -> Answer:
    if "resumptionToken" in params:
        raise Refused("badResumptionToken", "The list of sets comes whole.")
    yield E.ListSets(*(E.set(E.setSpec(name), E.setName(label)) for name, label in all_sets()))


def _one(params: QueryDict) -> Answer:
    found = one(params.get("identifier", ""))
    yield E.GetRecord(_writer(params.get("metadataPrefix", ""), [found]).record(found))


def _identifiers(params: QueryDict) -> Answer:
    page = page_of(selection_of(params))
    yield E.ListIdentifiers(*map(header, page.changes), *_token(page))


def _records(params: QueryDict) -> Answer:
    selection = selection_of(params)
    page = page_of(selection)
    writer = _writer(selection.form, page.changes)
    yield E.ListRecords(*map(writer.record, page.changes), *_token(page))


def _token(page: Page) -> Answer:
    """Where it goes on; an empty one ends a list that came in parts."""
    if page.token or page.cursor:
        yield E.resumptionToken(page.token, cursor=str(page.cursor))


def _writer(form: str, changes: list[Change]) -> Writer:
    """Who writes these records in a form."""
    keys = [change.key for change in changes] if form == DATACITE else []
    return Writer(
        form,
        {code: Teller(code) for code, _name in settings.LANGUAGES},
        newest_versions(keys) if keys else {},
    )


ANSWERS: dict[str, Callable[[QueryDict], Answer]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _one,
    "ListIdentifiers": _identifiers,
    "ListRecords": _records,
}
