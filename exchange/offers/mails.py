"""Mails about offers of study visits: to the editors whose remit it is, and to those who sent it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.models import VisitOffer
from exchange.permissions import can_answer
from exchange.review.mails import people_behind
from kb.mail.services import Letter, write
from kb.permissions import editors
from kb.site.addresses import absolute

State = VisitOffer.State


def tell_offer_sent(offer: VisitOffer) -> None:
    """The editors learn that an offer waits for them."""

    def compose() -> Letter:
        names = {"title": offer.title, "city": offer.city.name_in()}
        return Letter(
            _("To be read: offer of a study visit, %(title)s") % names,
            [_("%(city)s offers a study visit: “%(title)s”.") % names],
            _("Read and answer"),
            absolute(reverse("exchange_office:offer", args=[offer.pk])),
        )

    for editor in editors():
        if can_answer(editor, offer):
            write(editor, f"visit-offer-sent:{offer.pk}:{offer.sent_at:%Y%m%d%H%M%S%f}", compose)


def tell_offer_answered(offer: VisitOffer) -> None:
    """The city learns what the editors have made of its offer."""

    def compose() -> Letter:
        names = {"title": offer.title}
        subject, words = {
            State.PUBLIC: (
                _("Published: %(title)s") % names,
                _("Your offer of a study visit is published. Other cities can ask for it."),
            ),
            State.TAKEN_DOWN: (
                _("Taken down: %(title)s") % names,
                _("The editors have taken your offer down. Their words stand at your desk."),
            ),
        }.get(
            State(offer.state),
            (
                _("Changes asked for: %(title)s") % names,
                _("The editors ask for changes. Their words stand at your desk."),
            ),
        )
        address = reverse("visit_offers:edit", args=[offer.city.code, offer.pk])
        return Letter(subject, [words], _("To your offer"), absolute(address))

    for person in people_behind(offer):
        write(
            person,
            f"visit-offer:{offer.pk}:{offer.state}:{offer.changed_at:%Y%m%d%H%M%S%f}",
            compose,
        )
