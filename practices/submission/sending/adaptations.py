"""What a city says to be an adaptation of another record is linked with it, in the version that it sends.

So the editors read the link with the words and can take it out; readers see it once the version is public.
"""

from __future__ import annotations

from practices.models import Record, RecordLink, RecordPage
from practices.submission.guard.duplicates import DuplicateAnswer

ADAPTED_FROM = RecordLink.Relation.ADAPTED_FROM


def link_adaptations(record: RecordPage, answers: dict[str, dict[str, str]]) -> None:
    """Put the links into a version that is about to be stored; another answer takes its link away."""
    linked = {
        str(link.target_id): link for link in record.links.all() if link.relation == ADAPTED_FROM
    }
    wanted = {
        key for key, said in answers.items() if said.get("answer") == DuplicateAnswer.ADAPTATION
    }
    origins = Record.objects.filter(pk__in=wanted - linked.keys()).exclude(pk=record.record_id)
    for origin in origins:
        record.links.add(RecordLink(relation=ADAPTED_FROM, target=origin))
    # What looks alike no longer was not asked about; its link stays.
    for key in (linked.keys() & answers.keys()) - wanted:
        record.links.remove(linked[key])
