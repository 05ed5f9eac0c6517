"""Setting a site up: what every installation needs, without any record."""

from __future__ import annotations

from wagtail import hooks
from wagtail.models import Page, Workflow, WorkflowPage

from kb.accounts import rights
from practices.loading.cities import load_documents
from practices.loading.guidance import load_guidance
from practices.loading.lexicon import load_lexicon
from practices.loading.schema import Content
from practices.loading.writing import Store, load_concepts, load_site


def set_up(store: Store, content: Content) -> None:
    """Vocabulary, lexicon, pages, documents, help, groups and workflow, in the order of their references."""
    load_concepts(store, content)
    load_lexicon(store, content)
    load_site(store, content)
    load_documents(store, content)
    load_guidance(store, content)
    rights.ensure_secretariat()
    rights.ensure_editors()
    _ensure_workflow()
    # Rooms that know this one put their own pages beside these: the list of events.
    for load in hooks.get_hooks("set_up_site"):
        load(store)


def _ensure_workflow() -> None:
    """What a city sends in waits for the moderators: Wagtail's own workflow stands at the root."""
    root = Page.get_first_root_node()
    workflow = Workflow.objects.filter(active=True).order_by("pk").first()
    if workflow and not WorkflowPage.objects.filter(page=root).exists():
        WorkflowPage.objects.create(page=root, workflow=workflow)
