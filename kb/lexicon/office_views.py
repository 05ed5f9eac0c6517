"""Merging two rows of the lexicon, and the lexicon as a table: import, export."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.permissions import policy_registry

from kb.lexicon.csv_rows import read_table, table_of
from kb.lexicon.entries import Entries
from kb.lexicon.forms import ImportForm, MergeWordForm
from kb.lexicon.writing import Changes, changes_of, merge_words, write
from kb.models import Word

View = Callable[..., HttpResponse]
MOST_SHOWN = 100
MOST_ALIKE = 10


def for_whoever_may(*actions: str) -> Callable[[View], View]:
    """Only for those whose groups have all of these rights to the lexicon; others are refused."""

    def guarding(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            policy = policy_registry.get_by_type(Word)
            if not all(policy.user_has_permission(request.user, action) for action in actions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guarding


@for_whoever_may("change", "delete")
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask into which row this one goes, then add its forms there and delete it."""
    source = get_object_or_404(Word, pk=pk)
    form = MergeWordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["target"]
        name = str(source)
        try:
            merge_words(source, target)
        except ValidationError as error:
            form.add_error("target", error)
        else:
            messages.success(
                request,
                _("“%(source)s” was merged into “%(target)s”.")
                % {"source": name, "target": str(target)},
            )
            return redirect("words:index")
    context = {"form": form, "word": source, "alike": words_like(source), "title": _("Merge word")}
    return render(request, "kb/admin/words/merge.html", context, status=400 if form.errors else 200)


def words_like(word: Word) -> list[Word]:
    """Other rows of the same source that have one of its first forms, ten at most."""
    shared = Q()
    for line in word.folded.split("\n"):
        shared |= Q(folded__contains=line)
    others = Word.objects.filter(shared, source=word.source).exclude(pk=word.pk)
    own = set(word.folded.split("\n"))
    return [one for one in others[:200] if own & set(one.folded.split("\n"))][:MOST_ALIKE]


@for_whoever_may("add", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request: HttpRequest) -> HttpResponse:
    """A table is checked and shown with what it would change; once more sent, it is written."""
    form = ImportForm()
    context: dict[str, object] = {"title": _("Import words")}
    status = 200
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            read = read_table(form.cleaned_data["text"])
            changes = checked_changes(read)
            if not read.faults and "confirm" in request.POST:
                write(changes)
                messages.success(request, _said(changes))
                return redirect("words:index")
            context |= {
                "faults": read.faults,
                "changes": changes,
                "shown": [*changes.new, *changes.changed][:MOST_SHOWN],
                "count": len(changes.new) + len(changes.changed),
                "text": form.cleaned_data["text"],
            }
            status = 400 if read.faults else 200
        else:
            status = 400
    return render(request, "kb/admin/words/import.html", {"form": form, **context}, status=status)


def checked_changes(read: Entries) -> Changes:
    """What a table would change. A row without a code must not be one that is there already."""
    changes = changes_of(read.entries)
    read.refuse_unknown(Word.objects.values_list("code", flat=True))
    there = {word.code for word in changes.changed} & read.without_code
    for row, entry in read.rows:
        if entry.code in there:
            read.refuse(
                row,
                _("“%(word)s” is in the lexicon already: put its code, %(code)s, to change it.")
                % {"word": entry.forms["en"][0], "code": entry.code},
            )
    return changes


def _said(changes: Changes) -> str:
    added = ngettext("%(count)d word added", "%(count)d words added", len(changes.new))
    changed = ngettext("%(count)d changed", "%(count)d changed", len(changes.changed))
    return "{}, {}.".format(
        added % {"count": len(changes.new)}, changed % {"count": len(changes.changed)}
    )


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole lexicon as a table, for whoever may read it in the admin."""
    policy = policy_registry.get_by_type(Word)
    if not policy.user_has_any_permission(request.user, {"add", "change", "delete", "view"}):
        raise PermissionDenied
    words = Word.objects.order_by("source", "code").iterator(chunk_size=1_000)
    response = HttpResponse(table_of(words), content_type="text/csv; charset=utf-8")
    name = f"lexicon-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
