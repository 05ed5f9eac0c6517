"""The editors' pages about what cities wrote: what waits of a kind, the answer to one, its translations."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from exchange.models import Reviewed
from exchange.permissions import can_moderate, can_read_office
from exchange.review import services
from exchange.review.forms import AnswerForm, TranslationsForm
from exchange.review.kinds import Kind

PER_PAGE = 50


@never_cache
@require_safe
def rows(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Texts of a kind by state, those that wait first of all."""
    if not can_read_office(request.user):
        raise PermissionDenied
    asked = request.GET.get("show", "")
    chosen = asked if asked in kind.shown else kind.shown[0]
    found = kind.model._default_manager.filter(state=chosen).select_related(*kind.related)
    labels = dict(kind.model._meta.get_field("state").choices or ())
    context = {
        "title": kind.title,
        "kind": kind,
        "page": Paginator(found.order_by("sent_at", "pk"), PER_PAGE).get_page(request.GET.get("p")),
        "states": [(state, labels[state]) for state in kind.shown],
        "chosen": chosen,
        "query": f"show={chosen}&",
    }
    return render(request, "exchange/admin/rows.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, kind: Kind, number: int) -> HttpResponse:
    """One text as its city sent it, and the answer: publish, ask for changes, take down, allow again."""
    if not can_read_office(request.user):
        raise PermissionDenied
    texts = kind.model._default_manager.filter(state__in=kind.shown)
    found = get_object_or_404(texts.select_related(*kind.related), pk=number)
    offered = {
        one.code: one
        for one in kind.decisions
        if found.state in one.before and one.may(request.user, found)
    }
    decision = offered.get(request.POST.get("decision", ""))
    form = AnswerForm(
        request.POST or None,
        initial={"version": found.version},
        needs_words=decision is not None and decision.needs_words,
    )
    if request.method == "POST":
        if decision is None:
            raise PermissionDenied
        if form.is_valid():
            typed = form.cleaned_data
            if services.decide(kind, found, request.user, decision, **typed):
                messages.success(request, _("Done. Those whom it concerns are told by mail."))
            else:
                messages.warning(request, _("It has changed meanwhile. Read it again."))
            return redirect(kind.rows_address)
    context: dict[str, Any] = {
        "title": str(found),
        "kind": kind,
        "row": found,
        "form": form,
        "offered": list(offered.values()),
        **kind.context(found),
    }
    status = 400 if form.errors else 200
    return render(request, "exchange/admin/row.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def translations(request: HttpRequest, kind: Kind, number: int) -> HttpResponse:
    """A text in other languages; readers see them as soon as the text itself is public."""
    texts: Any = kind.model._default_manager.filter(state__in=(Reviewed.SENT, Reviewed.PUBLIC))
    found = get_object_or_404(texts.select_related(*kind.related), pk=number)
    if not can_moderate(request.user, found):
        raise PermissionDenied
    pieces = kind.pieces(found)
    form = TranslationsForm(request.POST or None, pieces=pieces, known=found.translations.all())
    if request.method == "POST" and form.is_valid():
        services.translate(kind, found, request.user, form.texts())
        messages.success(request, _("The translations are saved."))
        return redirect(kind.address, found.pk)
    context = {
        "title": _("Translations"),
        "kind": kind,
        "row": found,
        "written": [(one.written, getattr(found, one.name)) for one in pieces],
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "exchange/admin/translations.html", context, status=status)
