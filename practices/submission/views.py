"""The city's desk: what it is working on, and what is to be done next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.accounts.views import city_at_desk
from kb.permissions import can_invite_to_city, cities_of
from practices.submission.services import STATES, due_for_review, records_of

RECORDS_PER_PAGE = 20
MOST_DUE = 5


@never_cache
@login_required
@require_safe
def my_city(request: HttpRequest) -> HttpResponse:
    """To the desk of one's city; whoever works for several chooses, whoever works for none is told so."""
    cities = list(cities_of(request.user))
    if len(cities) == 1:
        return redirect("submission:city", cities[0].code)
    language = get_language()
    named = [{"code": city.code, "name": city.name_in(language)} for city in cities]
    return render(request, "practices/submission/my_cities.html", {"cities": named})


@never_cache
@login_required
@require_safe
def city(request: HttpRequest, code: str) -> HttpResponse:
    """A city's records by state, with what is to be done next; ``state`` keeps those of one state."""
    own = city_at_desk(request, code)
    records = records_of(own)
    numbers = dict(records.order_by().values_list("state").annotate(Count("pk")))
    chosen = STATES.get(request.GET.get("state", ""))
    shown = records.filter(state=chosen.code) if chosen else records
    page = Paginator(shown, RECORDS_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "practices/submission/city.html",
        {
            "city": own,
            "city_name": own.name_in(get_language()),
            "states": [(state, numbers.get(code, 0)) for code, state in STATES.items()],
            "all_records": sum(numbers.values()),
            "chosen": chosen,
            "page": page,
            "records": [(record, STATES[record.state]) for record in page],
            "query": f"state={chosen.code}&" if chosen else "",
            "due": due_for_review(own)[:MOST_DUE],
            "may_invite": can_invite_to_city(request.user, own),
        },
    )
