"""What the knowledge base adds to Wagtail's admin."""

from wagtail import hooks

from kb.concept_views import ConceptViewSet


@hooks.register("register_admin_viewset")
def register_concepts() -> ConceptViewSet:
    """The vocabulary, in the main menu."""
    return ConceptViewSet()
