"""The guard over developments: no words about persons are published, stigmatising ones are hinted at."""

from __future__ import annotations

from exchange.developments.page_form import WORDS
from exchange.models import DevelopmentPage
from kb.admin.page_permissions import OnePlacePermissions
from kb.contact.persons import persons_in
from practices.submission.guard.words import words_in


def could_name_somebody(page: DevelopmentPage) -> bool:
    """Whether the newest version says what could lead to a person and nobody has said that it does not."""
    newest: DevelopmentPage = page.get_latest_revision_as_object()
    if newest.nobody_is_meant:
        return False
    country = str(newest.development.country)
    return any(persons_in(str(getattr(newest, name)), country) for name in WORDS)


def word_hints(page: DevelopmentPage) -> list[tuple[str, str]]:
    """The listed words of the newest version, each with what could be said instead; never an obstacle."""
    newest: DevelopmentPage = page.get_latest_revision_as_object()
    found: dict[str, tuple[str, str]] = {}
    for name in WORDS:
        text = str(getattr(newest, name))
        for word in words_in(text, newest.locale.language_code):
            found.setdefault(word.concept, (text[word.start : word.end], word.instead))
    return list(found.values())


class DevelopmentPermissions(OnePlacePermissions):
    """Wagtail's questions about a development: no door publishes what the guard still asks about."""

    def can_publish(self) -> bool:
        """As Wagtail has it, once the guard is answered."""
        return bool(super().can_publish()) and not could_name_somebody(self.page.specific)
