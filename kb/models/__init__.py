"""The knowledge base: the site's frame, its cities, its vocabulary and its people."""

from kb.models.accounts import CityRole, Invitation, RoleKind, User
from kb.models.cities import CityIndexPage, CityPage
from kb.models.concepts import Concept, ConceptFacet
from kb.models.pages import BasePage, HomePage, InformationPage

__all__ = [
    "BasePage",
    "CityIndexPage",
    "CityPage",
    "CityRole",
    "Concept",
    "ConceptFacet",
    "HomePage",
    "InformationPage",
    "Invitation",
    "RoleKind",
    "User",
]
