"""The secretariat's pages about cities in the admin: the list, a new city, requests for accounts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from kb.accounts.services import invite
from kb.accounts.services import withdraw as withdraw_invitation
from kb.accounts.step_up import asked_again
from kb.cities.bringing import make_city
from kb.cities.gazetteer import SOURCE, places
from kb.cities.office import FILTERS, PER_PAGE, page_of_cities
from kb.cities.office_forms import DeclineForm, LookUpForm, NewCityForm
from kb.joining import services as joining
from kb.models import AccountRequest, Invitation, RoleKind
from kb.permissions import can_manage_people

View = Callable[..., HttpResponse]
LONGEST_FIND = 100


def for_secretariat(view: View) -> View:
    """Only for who manages people; others are refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_manage_people(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_secretariat
@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """All cities with their people, open invitations, last activity and records."""
    find = request.GET.get("find", "").replace("\x00", "").strip()[:LONGEST_FIND]
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in FILTERS else ""
    page, rows = page_of_cities(find, chosen, request.GET.get("p"))
    kept = urlencode({key: value for key, value in (("find", find), ("show", chosen)) if value})
    context = {
        "title": _("Cities"),
        "page": page,
        "rows": rows,
        "find": find,
        "chosen": chosen,
        "query": f"{kept}&" if kept else "",
        "waiting": joining.open_requests().count(),
    }
    return render(request, "kb/admin/cities/list.html", context)


@for_secretariat
@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def new_city(request: HttpRequest) -> HttpResponse:
    """Look a city up, correct what is proposed, save: its pages are there and its coordinator is invited."""
    if request.method == "POST":
        form = NewCityForm(request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    city = make_city(form.facts, request.user)
                    if form.invitation:
                        invite(city=city.city, by=request.user, **form.invitation)
                        joining.count_as_invited(form.invitation["email"], request.user)
            except ValidationError as refused:
                form.add_error(None, ValidationError(refused.messages))
            else:
                name = city.name_in()
                messages.success(
                    request,
                    _("%(city)s is on the site, and %(email)s was invited.")
                    % {"city": name, "email": form.invitation["email"]}
                    if form.invitation
                    else _("%(city)s is on the site. Nobody was invited yet.") % {"city": name},
                )
                return redirect("cities_office:list")
        return _new_page(request, form, LookUpForm(), status=400)
    look_up = LookUpForm(request.GET if "name" in request.GET else None)
    found = []
    initial: dict[str, Any] = {
        "mail_language": request.GET.get("mail_language", settings.LANGUAGE_CODE)
    }
    initial["email"] = request.GET.get("email", "")[:254]
    if look_up.is_bound and look_up.is_valid():
        name, country = look_up.cleaned_data["name"], look_up.cleaned_data["country"]
        found = places(name, country)
        names = {code: name for code, _label in settings.LANGUAGES}
        initial |= {"names": names, "country": country}
        if found:
            chosen = {str(number): place for number, place in enumerate(found)}
            place = chosen.get(request.GET.get("place", ""), found[0])
            initial |= {
                "names": place.names,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "coordinates_source": SOURCE,
                "population": place.population or None,
                "population_basis": SOURCE if place.population else "",
            }
    return _new_page(request, NewCityForm(initial=initial), look_up, found)


def _new_page(
    request: HttpRequest, form: NewCityForm, look_up: LookUpForm, found: Any = (), status: int = 200
) -> HttpResponse:
    others = {
        name: request.GET[name]
        for name in ("name", "country", "email", "mail_language")
        if name in request.GET
    }
    context = {
        "title": _("New city"),
        "form": form,
        "look_up": look_up,
        "is_looked_up": look_up.is_bound and look_up.is_valid(),
        "found": found,
        "query": urlencode(others),
        "kept": {key: others[key] for key in ("email", "mail_language") if key in others},
    }
    return render(request, "kb/admin/cities/new.html", context, status=status)


@for_secretariat
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Who asks for an account: what is open, or what was answered."""
    state = AccountRequest.State
    chosen = request.GET.get("show", state.OPEN)
    chosen = chosen if chosen in (state.OPEN, state.INVITED, state.DECLINED) else state.OPEN
    asked = AccountRequest.objects.filter(state=chosen).select_related("city", "answered_by")
    page = Paginator(asked, PER_PAGE).get_page(request.GET.get("p"))
    rows = [(one, _new_city_address(one)) for one in page]
    context = {
        "title": _("Requests for accounts"),
        "page": page,
        "rows": rows,
        "chosen": chosen,
        "states": [(s.value, s.label) for s in (state.OPEN, state.INVITED, state.DECLINED)],
        "query": f"show={chosen}&",
    }
    return render(request, "kb/admin/cities/requests.html", context)


def _new_city_address(asked: AccountRequest) -> str:
    """The form of a new city, filled in with what was asked."""
    query = {
        "name": asked.city_name,
        "country": asked.country,
        "email": asked.email,
        "mail_language": asked.language,
    }
    return f"{reverse('cities_office:new')}?{urlencode(query)}"


@for_secretariat
@asked_again
@require_POST
def invite_for_request(request: HttpRequest, number: int) -> HttpResponse:
    """Invite whoever asked to the city that is there already."""
    asked = get_object_or_404(joining.open_requests(), pk=number)
    if asked.city is None:
        return redirect(_new_city_address(asked))
    role = request.POST.get("role", "")
    role = role if role in RoleKind.values else RoleKind.OFFICIAL
    try:
        invite(asked.email, asked.city, role, language=asked.language, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        joining.count_as_invited(asked.email, request.user)
        messages.success(request, _("%(email)s was invited.") % {"email": asked.email})
    return redirect("cities_office:requests")


@for_secretariat
@require_http_methods(["GET", "HEAD", "POST"])
def decline_request(request: HttpRequest, number: int) -> HttpResponse:
    """Say why there is no account; it is sent to whoever asked."""
    asked = get_object_or_404(joining.open_requests(), pk=number)
    form = DeclineForm(request.POST or None, region=str(asked.country))
    if request.method == "POST" and form.is_valid():
        joining.decline(asked, form.cleaned_data["why"], request.user)
        messages.success(request, _("The request was declined, and the answer sent."))
        return redirect("cities_office:requests")
    context = {"title": _("Decline the request"), "asked": asked, "form": form}
    status = 400 if form.errors else 200
    return render(request, "kb/admin/cities/decline.html", context, status=status)


@for_secretariat
@asked_again
@require_POST
def resend(request: HttpRequest, number: int) -> HttpResponse:
    """Send the invitation again, with a new link; the old one leads nowhere any longer."""
    old = get_object_or_404(Invitation.objects.open().select_related("city"), pk=number)
    try:
        invite(old.email, old.city, old.role, language=old.language, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("%(email)s was invited again.") % {"email": old.email})
    return redirect("cities_office:list")


@for_secretariat
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """The link in the mail leads nowhere from now on."""
    old = get_object_or_404(Invitation.objects.open(), pk=number)
    withdraw_invitation(old)
    messages.success(
        request, _("The invitation of %(email)s was withdrawn.") % {"email": old.email}
    )
    return redirect("cities_office:list")
