"""The contact of a record: an office's address, shown while it agrees."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from kb.site.page_cache import public_pages_changed
from practices.models import RecordPage

EMPTY = {
    "contact_office": "",
    "contact_email": "",
    "contact_consent_on": None,
    "contact_consent_version": "",
    "contact_expires_on": None,
}


@transaction.atomic
def end_contact(record: RecordPage) -> None:
    """The office no longer agrees: its address leaves the page, all its versions and translations."""
    for version in record.get_translations(inclusive=True):
        _take_out(version.specific, record.contact_email)
    public_pages_changed()


@transaction.atomic
def forget_contact(email: str) -> int:
    """An address leaves all records that have it as their contact, in any version; how many."""
    if not email:
        return 0
    kind = ContentType.objects.get_for_model(Page)
    inside = Revision.objects.filter(base_content_type=kind, content__contact_email__iexact=email)
    numbers = {int(number) for number in inside.values_list("object_id", flat=True)}
    own = RecordPage.objects.filter(contact_email__iexact=email)
    found = RecordPage.objects.filter(pk__in=numbers | set(own.values_list("pk", flat=True)))
    for record in found.specific():
        _take_out(record, email)
    if found:
        public_pages_changed()
    return len(found)


def _take_out(record: RecordPage, email: str) -> None:
    """Empty the contact where it is this address, in the page and its versions."""
    Page.objects.select_for_update().get(pk=record.pk)
    now = type(record).objects.get(pk=record.pk)
    if now.contact_email.lower() == email.lower():
        for name, value in EMPTY.items():
            setattr(now, name, value)
        now.save(clean=False, update_fields=list(EMPTY))
    for revision in Revision.objects.for_instance(now).iterator(chunk_size=50):
        if str(revision.content.get("contact_email") or "").lower() == email.lower():
            revision.content = {**revision.content, **EMPTY}
            revision.save(update_fields=["content"])
    log(instance=now, action="practices.contact")
