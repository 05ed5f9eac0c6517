"""What cities wrote and editors have not read yet: on the start page of the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from exchange.models import Reviewed
from exchange.needs.kind import NOTES
from exchange.offers.kind import OFFERS
from exchange.permissions import can_read_office
from exchange.questions.kind import QUESTIONS

KINDS = (OFFERS, QUESTIONS, NOTES)
READ = {Reviewed.PUBLIC, Reviewed.TAKEN_DOWN}


class ExchangePanel(Component):
    """The number of texts of each kind that wait, leading to them."""

    order = 45

    def render_html(self, parent_context: Any = None) -> str:
        kinds = [
            (
                kind.title,
                reverse(kind.rows_address),
                kind.model._default_manager.filter(state__in=set(kind.shown) - READ).count(),
            )
            for kind in KINDS
        ]
        return render_to_string("exchange/admin/start_panel.html", {"kinds": kinds})


@hooks.register("construct_homepage_panels")
def add_exchange_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For editors and the secretariat."""
    if can_read_office(request.user):
        panels.append(ExchangePanel())
