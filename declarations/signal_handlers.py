"""What the search must hear of when a document changes: its provisions, their labels and their places."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from declarations.models import DocumentPage
from search import services as search


def document_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Labels are read anew; records that answer a provision may stand under other headings now.

    Records carry the document's code beside those of the provisions, so that those are found too whose
    provision is no longer there.
    """
    # Wagtail tells of moves with pages that have lost their type.
    document = instance.specific
    provisions = [f"{document.code}/{provision.code}" for provision in document.provisions.all()]
    search.vocabulary_changed(facet="provision", codes=[document.code, *provisions])


def who_may_see_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A document that not everybody may read is no longer a place under which records stand."""
    for page in DocumentPage.objects.filter(path__startswith=instance.page.path):
        document_changed(DocumentPage, page)


def register() -> None:
    """Connect the handlers; called once when the app is ready."""
    for name, signal in (
        ("published", page_published),
        ("unpublished", page_unpublished),
        ("moved", post_page_move),
        ("slug", page_slug_changed),
        ("deleted", post_delete),
    ):
        signal.connect(
            document_changed, sender=DocumentPage, dispatch_uid=f"declarations.document.{name}"
        )
    for signal in (post_save, post_delete):
        signal.connect(
            who_may_see_changed,
            sender=PageViewRestriction,
            dispatch_uid=f"declarations.who_may_see.{id(signal)}",
        )
