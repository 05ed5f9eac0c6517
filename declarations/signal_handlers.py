"""What the search must hear of when a document changes: its provisions have other labels."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from declarations.models import DocumentPage
from search import services as search


def document_changed(sender: Any, **kwargs: Any) -> None:
    """Labels and addresses of provisions are read anew."""
    search.vocabulary_changed()


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
