"""Who has written the records, in one line with counts; what a city like it said of a silent city's work."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practices.models import Origin, PeerAnswer, PeerCheck, RecordPage
from practices.models.requests import PEER_ASKED_AFTER


def provenance(counts: Mapping[str, int]) -> str:
    """Whose words the records are, from the numbers of the facet ``origin``; empty where there are none."""
    own, confirmed = counts.get(Origin.CITY, 0), counts.get(Origin.CONFIRMED, 0)
    summaries = confirmed + counts.get(Origin.EDITORS, 0)
    said = []
    if own:
        said.append(
            ngettext(
                "%(number)s record written by its city",
                "%(number)s records written by their cities",
                own,
            )
            % {"number": own}
        )
    if summaries:
        said.append(
            ngettext(
                "%(number)s summary written by the editors from public sources",
                "%(number)s summaries written by the editors from public sources",
                summaries,
            )
            % {"number": summaries}
        )
        said.append(
            ngettext(
                "%(number)s summary confirmed by its city so far",
                "%(number)s summaries confirmed by their city so far",
                confirmed,
            )
            % {"number": confirmed}
        )
    return _("%(sentence)s.") % {"sentence": "; ".join(said)} if said else ""


def peer_notices(record: RecordPage) -> list[dict[str, str]]:
    """What a city like it said, once its own had been silent for long; asked of no other record."""
    if not record.review_by or (timezone.localdate() - record.review_by).days < PEER_ASKED_AFTER:
        return []
    said = {
        PeerAnswer.RUNS: _(
            "Its city was silent. On %(date)s %(city)s, a city like it, said that as far as it knows the work"
            " still runs."
        ),
        PeerAnswer.ENDED: _(
            "Its city was silent. On %(date)s %(city)s, a city like it, said that as far as it knows the work"
            " has ended."
        ),
    }
    checks = PeerCheck.objects.filter(record=record.record_id, review_by=record.review_by)
    return [
        {
            "kind": "peer-check",
            "text": said[PeerAnswer(check.answer)]
            % {
                "date": date_format(check.answered_on or check.asked_on, "DATE_FORMAT"),
                "city": check.city.name_in(),
            },
        }
        for check in checks.filter(answer__in=said).select_related("city")
    ]
