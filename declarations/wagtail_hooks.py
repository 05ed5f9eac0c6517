"""What the documents add to the rest of the site."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from declarations.services import city_endorsements
from kb.models import CityPage


@hooks.register("construct_city_context")
def add_endorsements(page: CityPage, context: dict[str, Any]) -> None:
    """A city's page names the documents that the city endorsed."""
    context["endorsements"] = city_endorsements(page.code)
