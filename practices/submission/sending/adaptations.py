"""What a city says to be an adaptation of another record is linked with it, in the version that it sends.

So the editors read the link with the words and can take it out; readers see it once the version is public.
"""

from __future__ import annotations

from django.db.models import Case, Value, When
from wagtail.models import Page

from practices.models import RecordLink, RecordPage
from practices.submission.guard.duplicates import DuplicateAnswer

ADAPTED_FROM = RecordLink.Relation.ADAPTED_FROM


def link_adaptations(record: RecordPage, answers: dict[str, dict[str, str]]) -> None:
    """Put the links into a version that is about to be stored; another answer takes its link away."""
    linked = {
        str(link.target.translation_key): link
        for link in record.links.all()
        if link.relation == ADAPTED_FROM
    }
    wanted = {
        key for key, said in answers.items() if said.get("answer") == DuplicateAnswer.ADAPTATION
    }
    for key in wanted - linked.keys():
        origin = _origin(record, key)
        if origin is not None:
            record.links.add(RecordLink(relation=ADAPTED_FROM, target=origin))
    # What looks alike no longer was not asked about; its link stays.
    for key in (linked.keys() & answers.keys()) - wanted:
        record.links.remove(linked[key])


def _origin(record: RecordPage, key: str) -> Page | None:
    """The other record: its version in the same language where there is one, else its oldest."""
    versions = Page.objects.filter(translation_key=key).exclude(
        translation_key=record.translation_key
    )
    same = Case(When(locale_id=record.locale_id, then=Value(0)), default=Value(1))
    return versions.order_by("-live", same, "pk").first()
