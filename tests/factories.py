"""Things that tests are about, each valid with nothing said."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
import wagtail_factories
from django.utils import timezone
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from declarations.models import DocumentIndexPage, DocumentPage, Provision
from exchange.models import (
    DEVELOPMENT_FACTS,
    EVENT_FACTS,
    Development,
    DevelopmentIndexPage,
    DevelopmentPage,
    Event,
    EventIndexPage,
    EventPage,
)
from kb.models import City, CityIndexPage, CityPage, Concept, HomePage, InformationPage
from practices.models import (
    PracticePage,
    Record,
    RecordSource,
    StudyVisitReportPage,
    TrainingProgrammePage,
)


def locale(language: str = "en") -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


class ConceptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Concept
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda number: f"concept-{number}")
    facet = "theme"
    labels = factory.LazyAttribute(lambda concept: {"en": concept.code.replace("-", " ").title()})


class OwnPageFactory(wagtail_factories.PageFactory):
    """A page; what it refers to is noted once when it stands, not at each of the saves that make it."""

    class Meta:
        abstract = True

    locale = factory.LazyFunction(locale)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        with disable_reference_index_auto_update():
            page = super()._create(model_class, *args, **kwargs)
        ReferenceIndex.create_or_update_for_object(page)
        return page


class HomePageFactory(OwnPageFactory):
    class Meta:
        model = HomePage

    title = "Home"


class InformationPageFactory(OwnPageFactory):
    class Meta:
        model = InformationPage

    title = "About"
    body = "<p>About.</p>"


class CityIndexPageFactory(OwnPageFactory):
    class Meta:
        model = CityIndexPage

    title = "Cities"
    slug = "cities"
    show_in_menus = True


# What stands on the row of all languages of a city.
FACTS_OF_CITIES = {field.name for field in City._meta.concrete_fields} - {"key"}


class CityPageFactory(OwnPageFactory):
    class Meta:
        model = CityPage

    title = factory.Sequence(lambda number: f"City {number}")
    code = factory.LazyAttribute(lambda city: city.slug or city.title.lower().replace(" ", "-"))
    names = factory.LazyAttribute(lambda city: {"en": city.title})
    country = "DK"
    slug = factory.LazyAttribute(lambda city: city.title.lower().replace(" ", "-"))

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: Any) -> Any:
        facts = {name: kwargs.pop(name) for name in FACTS_OF_CITIES & set(kwargs)}
        return super()._create_instance(model_class, parent, {**kwargs, "city": City(**facts)})


class DocumentIndexPageFactory(OwnPageFactory):
    class Meta:
        model = DocumentIndexPage

    title = "Documents"
    slug = "documents"
    show_in_menus = True


class DocumentPageFactory(OwnPageFactory):
    """A document with three provisions: 1, 2 and 2.1 below it."""

    class Meta:
        model = DocumentPage

    title = "Aarhus Declaration"
    code = "aarhus-declaration"
    slug = factory.LazyAttribute(lambda document: document.code)
    kind = "declaration"
    status = "in-force"

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: Any) -> Any:
        page = super()._create_instance(model_class, parent, kwargs)
        page.provisions = [
            Provision(
                locale=page.locale,
                code=code,
                parent_code=above,
                kind=kind,
                heading=f"Heading {code}",
                text=f"Text {code}",
            )
            for code, above, kind in (
                ("1", "", "commitment"),
                ("2", "", "heading"),
                ("2.1", "2", "action"),
            )
        ]
        page.save_revision().publish()
        return page


# What stands on the row of all languages of a record.
STATES = {field.name for field in Record._meta.concrete_fields} - {"key"}


class RecordFactory(OwnPageFactory):
    """An editor's summary: the least that may be published."""

    class Meta:
        abstract = True

    summary = "What the city does, for whom."
    description = "<p>What is done.</p>"
    is_editor_summary = True
    safeguards = "<p>Nobody is named.</p>"
    unintended_effects = "not-looked-for"

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: Any) -> Any:
        states = {name: kwargs.pop(name) for name in STATES & set(kwargs)}
        page = super()._create_instance(model_class, parent, kwargs)
        page.record.change(**states)
        page.sources = [RecordSource(url="https://example.org/source")]
        page.save()
        if page.live:
            page.save_revision().publish()
        return page


class PracticePageFactory(RecordFactory):
    class Meta:
        model = PracticePage

    title = factory.Sequence(lambda number: f"Practice {number}")


class TrainingProgrammePageFactory(RecordFactory):
    class Meta:
        model = TrainingProgrammePage

    title = factory.Sequence(lambda number: f"Training {number}")


class StudyVisitReportPageFactory(RecordFactory):
    class Meta:
        model = StudyVisitReportPage

    title = factory.Sequence(lambda number: f"Visit {number}")


class EventIndexPageFactory(OwnPageFactory):
    class Meta:
        model = EventIndexPage

    title = "Events"
    slug = "events"
    show_in_menus = True


class EventPageFactory(OwnPageFactory):
    """A summit of two days in 2030, by default without registration."""

    class Meta:
        model = EventPage

    title = "Summit"
    slug = factory.LazyAttribute(lambda event: event.title.lower().replace(" ", "-"))
    summary = "Mayors meet."
    kind = "summit"
    starts_on = date(2030, 5, 6)
    ends_on = date(2030, 5, 7)

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: Any) -> Any:
        facts = {name: kwargs.pop(name) for name in set(EVENT_FACTS) & set(kwargs)}
        page = super()._create_instance(model_class, parent, {**kwargs, "event": Event(**facts)})
        if page.live:
            page.save_revision().publish()
        return page


class DevelopmentIndexPageFactory(OwnPageFactory):
    class Meta:
        model = DevelopmentIndexPage

    title = "Developments"
    slug = "developments"


class DevelopmentPageFactory(OwnPageFactory):
    """A law of Europe of 2021, checked today."""

    class Meta:
        model = DevelopmentPage

    title = "Rules on content"
    slug = factory.LazyAttribute(lambda page: page.title.lower().replace(" ", "-"))
    changed = "Orders to remove content are possible."
    meaning = "A city passes on what it finds."
    kind = "law"
    happened_on = date(2021, 4, 29)
    source_title = "Regulation 2021/784"
    source_url = "https://eur-lex.europa.eu/eli/reg/2021/784/oj"
    checked_on = factory.LazyFunction(timezone.localdate)

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: Any) -> Any:
        facts = {name: kwargs.pop(name) for name in set(DEVELOPMENT_FACTS) & set(kwargs)}
        row = Development(**facts)
        page = super()._create_instance(model_class, parent, {**kwargs, "development": row})
        if page.live:
            page.save_revision().publish()
        return page


def root_page() -> Page:
    """The root of all trees, without Wagtail's welcome page."""
    for page in Page.objects.filter(depth=2, content_type__model="page"):
        page.delete()
    return Page.get_first_root_node()
