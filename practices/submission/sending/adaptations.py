"""What a city says to be an adaptation of another record is linked with it, in the version that it sends.

So the editors read the link with the words and can take it out; readers see it once the version is public.
"""

from __future__ import annotations

from practices.models import Record, RecordLink, RecordPage
from practices.submission.guard.duplicates import DuplicateAnswer
from practices.submission.writing.adapting import add_origin

ADAPTED_FROM = RecordLink.Relation.ADAPTED_FROM


def adapted_keys(record: RecordPage) -> frozenset[str]:
    """The keys of the works from which a version says that it was adapted."""
    return frozenset(_linked(record))


def _linked(record: RecordPage) -> dict[str, RecordLink]:
    """The links to these works, by their keys."""
    return {
        str(link.target_id): link
        for link in record.links.all()
        if link.relation == ADAPTED_FROM and link.target_id
    }


def link_adaptations(record: RecordPage, answers: dict[str, dict[str, str]]) -> None:
    """Put the links into a version that is about to be stored; another answer takes its link away.

    Not one on which the city has said what it kept and changed.
    """
    linked = _linked(record)
    wanted = {
        key for key, said in answers.items() if said.get("answer") == DuplicateAnswer.ADAPTATION
    }
    origins = Record.objects.filter(pk__in=wanted - linked.keys()).exclude(pk=record.record_id)
    for origin in origins:
        add_origin(record, origin)
    # What looks alike no longer was not asked about; its link stays.
    for key in (linked.keys() & answers.keys()) - wanted:
        if not any(linked[key].words.values()):
            record.links.remove(linked[key])
