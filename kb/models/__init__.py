"""The knowledge base: the site's frame, its cities, its vocabulary and its people."""

from kb.models.accounts import CityRole, EditorRemit, Invitation, RoleKind, User
from kb.models.attachments import Attachment
from kb.models.bursts import Burst
from kb.models.changes import PublicChange
from kb.models.cities import CityIndexPage, CityPage
from kb.models.city import City
from kb.models.concepts import Concept, ConceptFacet
from kb.models.jobs import JobRun
from kb.models.joining import AccountRequest
from kb.models.mail import OutgoingMail
from kb.models.pages import BasePage, HomePage, InformationPage
from kb.models.photos import Photo, PhotoRendition
from kb.models.usage import FruitlessSearch, PageUse
from kb.models.words import Word

__all__ = [
    "AccountRequest",
    "Attachment",
    "BasePage",
    "Burst",
    "City",
    "CityIndexPage",
    "CityPage",
    "CityRole",
    "Concept",
    "ConceptFacet",
    "EditorRemit",
    "FruitlessSearch",
    "HomePage",
    "InformationPage",
    "Invitation",
    "JobRun",
    "OutgoingMail",
    "PageUse",
    "Photo",
    "PhotoRendition",
    "PublicChange",
    "RoleKind",
    "User",
    "Word",
]
