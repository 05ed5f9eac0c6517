"""Who works for a city; the link in an invitation."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kb.accounts import services
from kb.accounts.addresses import approve, asked_for
from kb.accounts.events import note
from kb.accounts.forms import InviteForm
from kb.accounts.joining import invitation_gone, join_by_link
from kb.accounts.personal_data.registry import effects_of_erasing, erase_person, personal_data
from kb.accounts.step_up import asked_again
from kb.accounts.typed_words import keep_words
from kb.cities.time_zones import show_times_of
from kb.models import City, CityPage, CityRole, Invitation, User
from kb.permissions import (
    can_change_clearance,
    can_invite_to_city,
    coordinator_clears,
    desks_seen_by,
)

PEOPLE_PER_PAGE = 50


def city_at_desk(request: HttpRequest, code: str) -> CityPage:
    """The first page of the city with this code, if the visitor works for it; else 404."""
    city = desks_seen_by(request.user).filter(city__code=code).order_by("pk").first()
    if city is None:
        raise Http404
    show_times_of(city)
    return city


def city_context(city: City | CityPage) -> dict[str, Any]:
    """The city that a page of the desk is about, with its name in the reader's language."""
    return {"city": city, "city_name": city.name_in(get_language())}


def _inviting_city(request: HttpRequest, code: str) -> City:
    city: City = city_at_desk(request, code).city
    if not can_invite_to_city(request.user, city):
        raise Http404
    return city


@never_cache
@keep_words
@login_required
@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who works for a city and who is invited; coordinators invite others here."""
    city = city_at_desk(request, code).city
    may_invite = can_invite_to_city(request.user, city)
    form = InviteForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST":
        if not may_invite:
            raise Http404
        if form.is_valid():
            try:
                services.invite(city=city, by=request.user, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error("email", refused)
            else:
                messages.success(
                    request, _("%(email)s was invited.") % {"email": form.cleaned_data["email"]}
                )
                return redirect("accounts:people", code)
    roles = CityRole.objects.filter(city=city)
    page = Paginator(roles.select_related("user").order_by("user__email"), PEOPLE_PER_PAGE)
    return render(
        request,
        "kb/accounts/people.html",
        {
            **city_context(city),
            "roles": page.get_page(request.GET.get("page")),
            "invitations": Invitation.objects.open().filter(city=city) if may_invite else [],
            "may_invite": may_invite,
            "may_change_clearance": can_change_clearance(request.user, city),
            "coordinator_clears": coordinator_clears(city),
            "form": form,
        },
        status=400 if form.errors else 200,
    )


@login_required
@require_POST
def clearance(request: HttpRequest, code: str) -> HttpResponse:
    """The coordinator says whether colleagues' records are cleared before they are sent."""
    page = city_at_desk(request, code)
    if not can_change_clearance(request.user, page.city):
        raise Http404
    wanted = "coordinator_clears" in request.POST
    services.set_clearance(page, wanted, request.user)
    if wanted:
        said = _("From now on a coordinator approves each record before it is sent.")
    else:
        said = _("From now on officials send their records themselves.")
    messages.success(request, said)
    return redirect("accounts:people", code)


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The link in the mail leads nowhere from now on."""
    city = _inviting_city(request, code)
    invitation = get_object_or_404(Invitation.objects.open(), pk=number, city=city)
    services.withdraw(invitation)
    messages.success(
        request, _("The invitation of %(email)s was withdrawn.") % {"email": invitation.email}
    )
    return redirect("accounts:people", code)


@never_cache
@login_required
@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask first, then let somebody no longer work for the city."""
    city = _inviting_city(request, code)
    role = get_object_or_404(
        CityRole.objects.select_related("user", "city"),
        pk=number,
        city=city,
    )
    if request.method == "POST":
        services.end_role(role, request.user)
        messages.success(
            request,
            _("%(name)s no longer works for %(city)s.")
            % {"name": role.user.shown_name, "city": city.name_in(get_language())},
        )
        own = role.user_id == request.user.pk
        return redirect(settings.LOGIN_REDIRECT_URL) if own else redirect("accounts:people", code)
    return render(
        request,
        "kb/accounts/end_role.html",
        {**city_context(city), "role": role},
    )


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the mail: work for the city."""
    found = services.find_invitation(secret)
    if found is None:
        return invitation_gone(request)
    city_name = found.city.name_in(get_language())
    return join_by_link(
        request,
        found.email,
        accept=partial(services.accept, found),
        welcome=_("You now work for %(city)s.") % {"city": city_name},
        leads_to=settings.LOGIN_REDIRECT_URL,
        template="kb/accounts/invitation.html",
        context={"invitation": found, "city_name": city_name},
    )


@never_cache
@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What is stored about oneself, and the ways to have and to erase it."""
    user: Any = request.user
    return render(request, "kb/accounts/my_data.html", {"data": personal_data(user)})


@never_cache
@login_required
@require_safe
def download_my_data(request: HttpRequest) -> HttpResponse:
    """The same as a file that other programs read."""
    user: Any = request.user
    note(user, "export_data", by=user)
    response = JsonResponse(
        personal_data(user), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def approve_address(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail to the old address: ask once more, then ask the new one."""
    email = asked_for(token, request.user)
    if not email:
        return invitation_gone(request)
    if request.method == "POST":
        approve(request, email)
        return redirect("account_email")
    return render(request, "kb/accounts/approve_address.html", {"email": email})


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase_my_data(request: HttpRequest) -> HttpResponse:
    """Ask for the password and once more, with what would happen, then erase the account."""
    user: Any = request.user
    if request.method == "POST":
        account = User.objects.get(pk=user.pk)
        logout(request)
        erase_person(account)
        return render(request, "kb/accounts/erased.html")
    return render(request, "kb/accounts/erase_my_data.html", {"effects": effects_of_erasing(user)})
