"""Views of trainings with dates: the page of coming ones, its calendar, the calendar below a training."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exchange.calendars import calendar_file
from exchange.trainings.calendar import calendar_of_dates
from exchange.trainings.listing import (
    MOST_IN_CALENDAR,
    PER_PAGE,
    choices_of,
    chosen,
    cities,
    languages,
    listed,
    public_dates,
)
from kb.site.addresses import absolute, language_path
from kb.site.page_cache import same_for_every_reader
from kb.site.page_views import register_address
from practices.models import TrainingMode, TrainingProgrammePage
from practices.records.training_dates import coming


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_address(TrainingProgrammePage, "calendar/", calendar_of_training, "calendar")


@require_safe
@same_for_every_reader
def coming_trainings(request: HttpRequest) -> HttpResponse:
    """The dates to come, by language, format, and whether people of other cities may come."""
    choices = choices_of(request.GET)
    dates = public_dates()
    found = Paginator(chosen(dates, choices), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "choices": choices,
        "languages": languages(dates),
        "cities": cities(dates),
        "modes": TrainingMode.choices,
        "page_of_dates": found,
        "dates": listed(found),
        "is_filtered": bool(choices.query),
    }
    return render(request, "exchange/trainings.html", context)


@require_safe
@same_for_every_reader
def calendar_of_all(request: HttpRequest) -> HttpResponse:
    """All dates to come, or those that fit, to be subscribed to."""
    dates = chosen(public_dates(), choices_of(request.GET))
    entries = [
        (one.date, one.hit.title, one.hit.summary, absolute(one.hit.url))
        for one in listed(dates[:MOST_IN_CALENDAR])
    ]
    name = _("Trainings of the Alliance")
    return calendar_file(calendar_of_dates(entries, name), "trainings")


def calendar_of_training(page: TrainingProgrammePage, request: HttpRequest) -> HttpResponse:
    """The coming dates of one training."""
    url = absolute(language_path(page, get_language()))
    dates = coming(page.record.training_dates.select_related("record__city"))
    entries = [(date, page.title, page.summary, url) for date in dates]
    return calendar_file(calendar_of_dates(entries, page.title), page.slug)
