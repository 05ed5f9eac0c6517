"""What the documents add to the rest of the site."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from declarations.services import city_documents
from kb.models import CityPage


@hooks.register("construct_city_context")
def add_documents(page: CityPage, context: dict[str, Any]) -> None:
    """A city's page names the documents that it endorsed, and which provisions its records answer."""
    context["documents"] = city_documents(page.code, context["found"].codes("provision"))
    context["endorsements"] = [
        {
            "title": document["title"],
            "url": document["url"],
            "lang": document["lang"],
            **endorsement,
        }
        for document in context["documents"]
        for endorsement in document["endorsements"]
    ]
