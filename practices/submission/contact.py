"""The contact of a record: an office's address, shown while it agrees."""

from __future__ import annotations

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

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
        Page.objects.select_for_update().get(pk=version.pk)
        now = type(record).objects.get(pk=version.pk)
        for name, value in EMPTY.items():
            setattr(now, name, value)
        now.save(clean=False, update_fields=list(EMPTY))
        for revision in Revision.objects.for_instance(now).iterator(chunk_size=50):
            if revision.content.get("contact_email") == record.contact_email:
                revision.content = {**revision.content, **EMPTY}
                revision.save(update_fields=["content"])
        log(instance=now, action="practices.contact")
