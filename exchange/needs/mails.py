"""Mails about needs: to likely cities and the secretariat, to the two who talk, to editors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.models import Need, NeedSide
from exchange.needs.matching import why
from exchange.permissions import can_answer
from exchange.review.mails import people_behind
from kb.contact.alliance import secretariat
from kb.mail.services import Letter, write
from kb.models import City, User
from kb.permissions import editors
from kb.site.addresses import absolute

State = Need.State


def _people_of(city: City) -> Iterable[User]:
    here = User.objects.filter(is_active=True, city_roles__city=city)
    return here.distinct().order_by("pk")


def tell_need_asked(need: Need, cities: Iterable[City]) -> None:
    """Each likely city learns what is asked, and why it is; the secretariat learns of it too."""

    def compose(city: City | None) -> Letter:
        names = {"city": need.city.name_in(), "title": need.title}
        said = [_("%(city)s would like to hear from other cities: “%(title)s”.") % names]
        if city is not None:
            reasons = "; ".join(why(need, [city])[0].reasons)
            said.append(_("Why your city is asked: %(reasons)s.") % {"reasons": reasons})
            said.append(
                _("A few sentences help. Only the two cities and the secretariat read them.")
            )
        return Letter(
            _("%(city)s asks for help: %(title)s") % names,
            said,
            _("Read and answer"),
            absolute(reverse("needs:need", args=[need.pk])),
        )

    told: set[int] = {one.pk for one in _people_of(need.city)}
    for city in cities:
        for person in _people_of(city):
            if person.pk not in told:
                told.add(person.pk)
                write(person, f"need:{need.pk}:asked", partial(compose, city))
    for person in secretariat():
        if person.pk not in told:
            write(person, f"need:{need.pk}:asked", partial(compose, None))


def tell_need_message(need: Need, helper: City, number: int, side: str) -> None:
    """The other city has something to read; of the secretariat's words both."""

    def compose() -> Letter:
        names = {"title": need.title}
        return Letter(
            _("New message: %(title)s") % names,
            [_("There is a new message about it. Read it on the site and answer there.")],
            _("To the conversation"),
            absolute(reverse("needs:talk", args=[need.pk, helper.code])),
        )

    cities = {NeedSide.ASKING: [helper], NeedSide.HELPING: [need.city]}
    for city in cities.get(NeedSide(side), [need.city, helper]):
        for person in _people_of(city):
            write(person, f"need:{need.pk}:message-{number}", compose)


def _key(need: Need, what: str) -> str:
    return f"need:{need.pk}:{what}:{need.changed_at:%Y%m%d%H%M%S%f}"


def tell_note_sent(need: Need) -> None:
    """The editors learn that a note waits for them."""

    def compose() -> Letter:
        names = {"title": need.title, "city": need.city.name_in()}
        return Letter(
            _("To be read: note, %(title)s") % names,
            [_("%(city)s has written what came of its question to other cities.") % names],
            _("Read and answer"),
            absolute(reverse("exchange_office:note", args=[need.pk])),
        )

    for editor in editors():
        if can_answer(editor, need):
            write(editor, _key(need, "note-sent"), compose)


def tell_note_answered(need: Any) -> None:
    """The city learns what the editors have made of its note."""

    def compose() -> Letter:
        names = {"title": need.title}
        subject, words = {
            State.PUBLIC: (_("Published: %(title)s"), _("Your note is published.")),
            State.TAKEN_DOWN: (
                _("Taken down: %(title)s"),
                _("The editors have taken your note down. Their words stand at your desk."),
            ),
        }.get(
            State(need.state),
            (
                _("Changes asked for: %(title)s"),
                _("The editors ask for changes. Their words stand at your desk."),
            ),
        )
        address = absolute(reverse("needs:need", args=[need.pk]))
        return Letter(subject % names, [words], _("To your note"), address)

    for person in people_behind(need):
        write(person, _key(need, str(need.state)), compose)
