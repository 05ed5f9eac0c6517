"""To whom a letter to a city goes, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kb.contact.alliance import secretariat
from kb.mail.services import Letter, write
from kb.models import CityPage, User
from kb.models.visibility import public
from kb.site.addresses import absolute, language_path

MOST_RECIPIENTS = 5


@dataclass(frozen=True)
class Recipients:
    """Who gets the letters to a city; ``is_city`` is False where they go to the secretariat."""

    people: tuple[User, ...]
    is_city: bool


def public_city(slug: str, language: str) -> CityPage | None:
    """The city with this address that anybody may read, in the reader's language where it stands there."""
    pages = public(CityPage.objects.filter(slug=slug)).select_related("locale")
    found = sorted(pages, key=lambda page: (page.locale.language_code != language, page.pk))
    return found[0] if found else None


def recipients_for(city: CityPage) -> Recipients:
    """Those of the city who agreed to get letters; else the secretariat."""
    own = User.objects.filter(
        is_active=True,
        takes_letters=True,
        city_roles__city=city.city_id,
    )
    people = tuple(own.distinct().order_by("pk")[:MOST_RECIPIENTS])
    if people:
        return Recipients(people, is_city=True)
    return Recipients(tuple(secretariat()[:MOST_RECIPIENTS]), is_city=False)


@transaction.atomic
def send_letter(
    city: CityPage, recipients: Recipients, letter: dict[str, Any], *, number: str
) -> None:
    """Have the letter sent to each, in their language, to be answered to the sender.

    The mails are the only thing stored; once one has left, or was given up, its words are gone. Their
    subject is ours, because it stays in the list of mails.
    """
    for person in recipients.people:

        def compose(language: str = person.language) -> Letter:
            name = city.name_in(language)
            sender = {**letter, "city": name}
            first = (
                _("%(name)s (%(organisation)s) writes to %(city)s:") % sender
                if letter["organisation"]
                else _("%(name)s writes to %(city)s:") % sender
            )
            paragraphs = [
                first,
                letter["subject"],
                letter["words"],
                _(
                    "Answer to this mail to write back; your address is seen by the sender only then."
                ),
            ]
            if not recipients.is_city:
                paragraphs.append(
                    _(
                        "Nobody of this city gets letters yet. Please pass it on, or answer yourself."
                    )
                )
            return Letter(
                _("A message for %(city)s") % {"city": name},
                paragraphs,
                _("The page of %(city)s") % {"city": name},
                absolute(language_path(city, language)),
            )

        write(
            person,
            f"letter:{number}",
            compose,
            wanted=True,
            reply_to=letter["email"],
        )
