"""Every kind of page that a reader meets, by name: its address below the language.

What looks at all of them (axe, the audit, the contact sheet) takes them from here.
"""

from __future__ import annotations

LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")

PAGE_TYPES = {
    "home": "",
    "search": "search/",
    "search with results": "search/?q=exit&country=DK",
    "search without results": "search/?q=zzzzxqy&country=DE",
    "map of results": "search/?view=map",
    "table of results": "search/?view=table&column=theme&column=evidence&sort=title",
    "all values of a facet": "search/facet/city/",
    "expert search": "search/expert/?field=title&operator=any&words=prison",
    "search with rows": "search/?field=title&operator=any&words=Jugend&theme=prevention",
    "comparison begun": "compare/",
    # The Info-House in Aarhus and a course in Bologna: loading gives records the same numbers each time.
    "comparison": (
        "compare/?record=53fe786a-39ed-5840-a7db-004b5ba1287f"
        "&record=9945295b-542f-5f9a-b5d2-83860909a191"
    ),
    "shortlist": "shortlist/",
    "shortlist with records": (
        "shortlist/?record=53fe786a-39ed-5840-a7db-004b5ba1287f"
        "&record=9945295b-542f-5f9a-b5d2-83860909a191"
    ),
    "search with records put aside": (
        "search/?theme=prevention&record=53fe786a-39ed-5840-a7db-004b5ba1287f"
        "&record=9945295b-542f-5f9a-b5d2-83860909a191"
    ),
    "evidence map": "evidence-map/",
    "evidence map by country": "evidence-map/?rows=country&columns=kind",
    "doors": "browse/",
    "door of a theme": "browse/theme/disengagement-and-exit/",
    "door of a country": "browse/country/DK/",
    "finder": "find/",
    "finder answered": "find/?theme=rehabilitation-and-reintegration&question=2",
    "what was checked": "what-was-checked/",
    "style guide": "styleguide/",
    "map of a part with a panel": "search/?view=map&area=west&at=brussels&step=1",
    "cities": "cities/",
    "city": "cities/aarhus/",
    "practice": "cities/aarhus/aarhus-model-info-house/",
    "training": "cities/bologna/bologna-local-police-course/",
    "study visit": "cities/rotterdam/rotterdam-mayors-summit-2016/",
    "adaptations of a practice": "cities/aarhus/aarhus-model-info-house/family/",
    "we adapted this": "adapt/53fe786a-39ed-5840-a7db-004b5ba1287f/",
    "letter to a city": "cities/aarhus/contact/",
    "events": "events/",
    "event": "events/summit-2027/",
    "registration for an event": "events/summit-2027/register/",
    "coming trainings": "trainings/",
    "selections": "selections/",
    "selection": "selections/schools/",
    "developments": "developments/?country=europe&year=2021",
    "development": "developments/eu-terrorist-content-online-2021/",
    "study visits on offer": "study-visits/",
    "notes on what cities asked": "cities-asked/",
    "documents": "documents/",
    "declaration": "documents/aarhus-declaration/",
    "action plan": "documents/action-plan-2015/",
    "action plan in two languages": "documents/action-plan-2015/?with=ru&country=DE&country=BE",
    "points by country": "documents/action-plan-2015/matrix/",
    "progress report": "documents/aarhus-declaration/progress/",
    "progress report of a country": "documents/aarhus-declaration/progress/country/DK/",
    "published elsewhere": "elsewhere/",
    "open data": "open-data/",
    "point of a document": "documents/aarhus-declaration/point/4/?page=2",
    "heading of a document": "documents/action-plan-2015/point/2-1/",
    "information": "about/",
    "moderation in figures": "moderation-in-figures/",
    "sign in": "account/login/",
    "password forgotten": "account/password/reset/",
    "invitation that cannot be used": "invitation/old/",
    "not found": "no-such-page/",
}
# What the demonstration's coordinator, whose city is Aarhus, meets at the desk.
DESK_TYPES = {
    "my city": "my-city/aarhus/",
    "a new record": "my-city/aarhus/new/",
    "what cities ask": "my-city/aarhus/needs/",
    "asking other cities": "my-city/aarhus/needs/new/",
    "questions to the city": "my-city/aarhus/questions/",
    "transfer plans": "my-city/aarhus/plans/",
    "visits of the city": "my-city/aarhus/visits/",
    "offer of a visit": "my-city/aarhus/visits/offers/new/",
    "people of the city": "my-city/aarhus/people/",
    "two-step sign-in": "account/2fa/",
    "another password": "account/password/change/",
    "another address": "account/email/",
}
# What an editor meets in the admin, which has no language in its address.
ADMIN_TYPES = {"first page of the admin": "admin/", "review": "admin/moderation/"}
# The ten that Lighthouse measures.
MEASURED = (
    "home", "search", "map of results", "practice", "city", "declaration", "point of a document",
    "comparison", "evidence map", "selection",
)  # fmt: skip
