"""The knowledge base: the site's frame, its cities, its vocabulary and its people."""

from kb.models.accounts import User
from kb.models.cities import CityIndexPage, CityPage
from kb.models.concepts import Concept, ConceptFacet
from kb.models.pages import BasePage, HomePage, InformationPage

__all__ = [
    "BasePage",
    "CityIndexPage",
    "CityPage",
    "Concept",
    "ConceptFacet",
    "HomePage",
    "InformationPage",
    "User",
]
