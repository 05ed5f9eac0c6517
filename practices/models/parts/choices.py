"""Closed lists of codes. Codes are public (addresses, index, exports) and never change; labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.concepts import ConceptFacet


class Status(models.TextChoices):
    PLANNED = "planned", _("Planned")
    PILOT = "pilot", _("Pilot")
    ONGOING = "ongoing", _("Ongoing")
    ENDED = "ended", _("Ended")
    DISCONTINUED = "discontinued", _("Discontinued")
    UNKNOWN = "unknown", _("Not known")


class Scope(models.TextChoices):
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    CITY = "city", _("City")
    METROPOLITAN = "metropolitan-area", _("Metropolitan area")
    REGION = "region", _("Region")
    NATIONAL = "national", _("National")
    CROSS_BORDER = "cross-border", _("Cross-border")


class OrganisationType(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    REGION = "region", _("Region")
    POLICE = "police", _("Police")
    SCHOOL = "school", _("School")
    PRISON = "prison-probation", _("Prison or probation service")
    NGO = "ngo", _("Non-governmental organisation")
    FAITH_BASED = "faith-based", _("Faith-based organisation")
    UNIVERSITY = "university", _("University")
    HEALTH = "health-service", _("Health service")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Other")


class SupportKind(models.TextChoices):
    ADMINISTRATIVE = "administrative", _("Administrative support")
    FINANCIAL = "financial", _("Financial support")
    POLITICAL = "political", _("Political support")
    TECHNICAL = "technical", _("Technical support")
    OTHER = "other", _("Other support")


class Scrutiny(models.TextChoices):
    """Who has looked at a record, from nobody but its city to an evaluation."""

    SUBMITTED = "submitted", _("Submitted")
    EDITOR_CHECKED = "editor-checked", _("Editor-checked")
    PEER_REVIEWED = "peer-reviewed", _("Peer-reviewed")
    EVALUATED = "evaluated", _("Evaluated")


class Origin(models.TextChoices):
    """Whose words a record is: its city's, or the editors', who may have asked the city."""

    CITY = "city", _("The city itself")
    CONFIRMED = "confirmed", _("An editor, from public sources; confirmed by the city")
    EDITORS = "editors", _("An editor, from public sources; not confirmed by the city")


class Evaluation(models.TextChoices):
    NONE = "none", _("No evaluation")
    INTERNAL = "internal", _("Internal evaluation")
    EXTERNAL = "external", _("External evaluation")
    BOTH = "both", _("Internal and external evaluation")


class EvidenceDimension(models.TextChoices):
    """Five questions asked of a practice separately (after EMMIE of the College of Policing)."""

    EFFECT = "effect", _("Effect")
    MECHANISM = "mechanism", _("Mechanism")
    MODERATORS = "moderators", _("For whom and where")
    IMPLEMENTATION = "implementation", _("Implementation")
    ECONOMICS = "economics", _("Economics")


class EvidenceStrength(models.TextChoices):
    NOT_KNOWN = "not-known", _("Not known")
    WEAK = "weak", _("Weak")
    MODERATE = "moderate", _("Moderate")
    STRONG = "strong", _("Strong")


class BudgetBand(models.TextChoices):
    """Euros a year."""

    NONE = "none", _("No budget of its own")
    UP_TO_10K = "up-to-10k", _("Up to 10,000 euros a year")
    UP_TO_50K = "up-to-50k", _("10,000 to 50,000 euros a year")
    UP_TO_250K = "up-to-250k", _("50,000 to 250,000 euros a year")
    OVER_250K = "over-250k", _("More than 250,000 euros a year")


class LessonsBasis(models.TextChoices):
    SOURCE = "source", _("Stated in the sources")
    EDITOR = "editor", _("The editor’s reading of the sources")
    CITY = "city", _("Stated by the city")


class Licence(models.TextChoices):
    CC_BY = "cc-by-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC0 = "cc0-1.0", _("Public domain (CC0)")

    @property
    def url(self) -> str:
        """Where the licence can be read, as programs know it too."""
        return LICENCE_URLS[self]


LICENCE_URLS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class TrainingMode(models.TextChoices):
    ON_SITE = "on-site", _("On site")
    ONLINE = "online", _("Online")
    BLENDED = "blended", _("Blended")


class UnintendedEffects(models.TextChoices):
    """Whether anybody looked for harm. "None looked for" is an answer; silence is not."""

    NOT_LOOKED_FOR = "not-looked-for", _("None looked for")
    NONE_FOUND = "none-found", _("Looked for, none found")
    FOUND = "found", _("Found")


# Facets that are chosen in the form, and how many of each describe a record well. Twice as many are
# accepted, as with the lengths of texts; None: as many as fit. The evidence level is a field of its own.
FACET_ADVICE: dict[str, int | None] = {
    ConceptFacet.THEME: 3,
    ConceptFacet.AUDIENCE: 4,
    ConceptFacet.SETTING: None,
    ConceptFacet.PREVENTION_LEVEL: 3,
    ConceptFacet.METHOD: 4,
    ConceptFacet.IDEOLOGY: None,
}


def concept_field(facet: str) -> str:
    """The name of the field that asks for the concepts of a facet."""
    return f"concepts_{facet}"
