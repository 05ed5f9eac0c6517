"""The facet whose codes this room owns: documents and their provisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from declarations.models import DocumentPage, Provision
from declarations.ordering import natural_key
from kb.models.visibility import public
from kb.site.addresses import path_below_language
from search.contract import Facet, Term, register_facet
from search.services import kept_with_vocabulary


@kept_with_vocabulary
def public_documents() -> dict[str, list[DocumentPage]]:
    """The public language versions of each document, by the document's code; English first."""
    versions: dict[str, list[DocumentPage]] = defaultdict(list)
    pages = (
        public(DocumentPage.objects.all()).select_related("locale").prefetch_related("provisions")
    )
    for page in sorted(
        pages, key=lambda page: (page.locale.language_code != settings.LANGUAGE_CODE, page.pk)
    ):
        versions[page.code].append(page)
    return dict(sorted(versions.items()))


def provision_terms() -> Iterator[Term]:
    """Each document, and below it each provision, named in the languages in which it stands here."""
    order = 0
    for code, pages in public_documents().items():
        path = path_below_language(pages[0])
        titles = {page.locale.language_code: page.title for page in pages}
        full_titles = {
            page.locale.language_code: [page.full_title] for page in pages if page.full_title
        }
        yield Term(
            facet="provision",
            code=code,
            labels={"en": pages[0].title, **titles},
            synonyms=full_titles,
            order=order,
            match=True,
            path=path,
        )
        texts: dict[str, dict[str, Provision]] = defaultdict(dict)
        for page in pages:
            for provision in page.provisions.all():
                texts[provision.code][page.locale.language_code] = provision
        for number in sorted(texts, key=natural_key):
            order += 1
            versions = texts[number]
            first = next(iter(versions.values()))
            labels = {
                language: f"{titles[language]} {number}: {provision.heading}"
                for language, provision in versions.items()
            }
            yield Term(
                facet="provision",
                code=f"{code}/{number}",
                labels={"en": next(iter(labels.values())), **labels},
                broader=f"{code}/{first.parent_code}" if first.parent_code else code,
                order=order,
                match=True,
                path=path + first.below,
            )
        order += 1


def register() -> None:
    """Register the facet; called once when the app is ready."""
    register_facet(
        Facet(
            "provision",
            _("Point"),
            provision_terms,
            chip=_("answering %(value)s"),
            order=140,
            tree=True,
            collapsed=True,
            multiple=True,
            likeness=2,
            followed=True,
        )
    )
