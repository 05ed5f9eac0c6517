"""What is written to a city whose work was adapted elsewhere."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.mail.services import Letter, write, write_to_address
from kb.models.visibility import public
from kb.site.addresses import absolute, language_path
from practices.mails.review import coordinators_of, people_of
from practices.models import Adaptation, RecordPage, Submission
from practices.records.originals import original_of_record
from practices.records.rules import public_contact


def tell_adapted(adaptation: Adaptation, page: RecordPage) -> None:
    """The city of the origin learns once that another city has published an adaptation.

    Its people are written to, in the language of each; where nobody works there yet, the office that the
    record names, in the language of the record.
    """
    origins = public(RecordPage.objects.filter(record=adaptation.origin_id))
    versions = list(origins.select_related("locale", "record"))
    if not versions or page.city is None:
        return
    origin: RecordPage = original_of_record(versions)
    if origin.city is None or origin.city.city_id == page.city.city_id:
        return
    key = f"adapted:{adaptation.record_id}:{adaptation.origin_id}"
    city = page.city

    def compose() -> Letter:
        names = {"city": city.name_in(), "title": page.title, "own": origin.title}
        return Letter(
            _("%(city)s has adapted your work: %(own)s") % names,
            [
                _("%(city)s has published “%(title)s”. It says that it was adapted from “%(own)s”.")
                % names,
                _("There you read what was kept and what was changed. Your record names it, too."),
                _("If this is not right, tell us by “Something is wrong here?” on that page."),
            ],
            _("Read it"),
            absolute(language_path(page, get_language())),
        )

    submission = Submission.objects.filter(record=adaptation.origin_id).first()
    people = people_of(submission, origin) if submission else coordinators_of(origin)
    for person in people:
        write(person, key, compose)
    contact = public_contact(origin)
    if not people and contact:
        write_to_address(contact["email"], origin.locale.language_code, key, compose)
