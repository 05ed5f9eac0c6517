"""Who works for a city; the link in an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kb.accounts import services
from kb.accounts.forms import InviteForm, JoinForm
from kb.models import CityPage, CityRole, Invitation, User
from kb.permissions import can_invite_to_city, can_see_city_desk

PEOPLE_PER_PAGE = 50


def city_at_desk(request: HttpRequest, code: str) -> CityPage:
    """The city with this code, if the visitor works for it; else 404, as if there were none."""
    city = CityPage.objects.filter(code=code).order_by("pk").first()
    if city is None or not can_see_city_desk(request.user, city):
        raise Http404
    return city


def _inviting_city(request: HttpRequest, code: str) -> CityPage:
    city = city_at_desk(request, code)
    if not can_invite_to_city(request.user, city):
        raise Http404
    return city


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who works for a city and who is invited; coordinators invite others here."""
    city = city_at_desk(request, code)
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
    roles = CityRole.objects.filter(city__translation_key=city.translation_key)
    page = Paginator(roles.select_related("user").order_by("user__email"), PEOPLE_PER_PAGE)
    return render(
        request,
        "kb/accounts/people.html",
        {
            "city": city,
            "city_name": city.name_in(get_language()),
            "roles": page.get_page(request.GET.get("page")),
            "invitations": Invitation.objects.open().filter(
                city__translation_key=city.translation_key
            )
            if may_invite
            else [],
            "may_invite": may_invite,
            "form": form,
        },
        status=400 if form.errors else 200,
    )


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The link in the mail leads nowhere from now on."""
    city = _inviting_city(request, code)
    invitation = get_object_or_404(
        Invitation.objects.open(), pk=number, city__translation_key=city.translation_key
    )
    services.withdraw(invitation)
    messages.success(
        request, _("The invitation of %(email)s was withdrawn.") % {"email": invitation.email}
    )
    return redirect("accounts:people", code)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask first, then let somebody no longer work for the city."""
    city = _inviting_city(request, code)
    role = get_object_or_404(
        CityRole.objects.select_related("user", "city"),
        pk=number,
        city__translation_key=city.translation_key,
    )
    if request.method == "POST":
        services.end_role(role)
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
        {"city": city, "city_name": city.name_in(get_language()), "role": role},
    )


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the mail: make an account, or join with the one that one has.

    Whoever has the link owns the mailbox, so the address counts as confirmed. An account that exists
    already has to be signed in first: the link alone never opens it.
    """
    found = services.find_invitation(secret)
    if found is None:
        return render(request, "kb/accounts/invitation_gone.html", status=404)
    account = User.objects.filter(email__iexact=found.email).first()
    own = request.user.is_authenticated and request.user == account
    form = None
    if account is None and not request.user.is_authenticated:
        form = JoinForm(request.POST or None, email=found.email)
    if request.method == "POST" and (own or (form is not None and form.is_valid())):
        try:
            with transaction.atomic():
                user: Any = request.user if form is None else _new_account(form)
                services.accept(found, user)
        except (ValidationError, IntegrityError):
            return render(request, "kb/accounts/invitation_gone.html", status=404)
        if form is not None:
            login(request, user)
        messages.success(
            request,
            _("You now work for %(city)s.") % {"city": found.city.name_in(get_language())},
        )
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(
        request, "kb/accounts/invitation.html", _invitation_context(found, account, own, form),
        status=400 if form is not None and form.errors else 200,
    )  # fmt: skip


def _new_account(form: JoinForm) -> User:
    user = form.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _invitation_context(
    found: Invitation, account: User | None, own: bool, form: JoinForm | None
) -> dict[str, Any]:
    return {
        "invitation": found,
        "city_name": found.city.name_in(get_language()),
        "own": own,
        "has_account": account is not None,
        "form": form,
    }
