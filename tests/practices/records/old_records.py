"""Records as they stood before each had one row, in a base of their own; prints what becomes of them.

Run by ``test_record_migration.py`` in a process, because a test's own base is migrated already.
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("practices", "0018_states_follow_from_answers"), ("search", "0009_city_size")]
AFTER = [("practices", "0023_fill_originals_and_submissions"), ("search", "0009_city_size")]
FILLED_BY = ("0020_fill_records", "0023_fill_originals_and_submissions")
LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")


def migrate(to: list[tuple[str, str]]) -> Any:
    """The models as they are after these migrations."""
    MigrationExecutor(connection).migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def write(apps: Any, states: dict[str, dict[str, Any]]) -> uuid.UUID:
    """A record with a page in each of these languages."""
    key = uuid.uuid4()
    content_types = apps.get_model("contenttypes", "ContentType").objects
    page_type = content_types.get_or_create(app_label="practices", model="practicepage")[0]
    for place, (language, values) in enumerate(states.items()):
        locales = apps.get_model("wagtailcore", "Locale").objects
        apps.get_model("practices", "PracticePage").objects.create(
            path=f"0009{key.hex[:3]}{place}".upper(),
            depth=2,
            title=f"Mentors ({language})",
            draft_title=f"Mentors ({language})",
            slug=f"mentors-{language}",
            locale=locales.get_or_create(language_code=language)[0],
            content_type=page_type,
            translation_key=key,
            **values,
        )
    return key


def write_all(apps: Any) -> dict[str, uuid.UUID]:
    """One that its city confirmed in English only, one taken down in English only, one archived."""
    stale: dict[str, Any] = {language: {"review_by": date(2024, 5, 1)} for language in LANGUAGES}
    stale["en"] = {"review_by": date(2028, 5, 1), "last_confirmed_on": date(2026, 5, 1)}
    half: dict[str, Any] = {language: {} for language in LANGUAGES}
    half["en"] = {
        "live": False, "taken_down_on": date(2026, 1, 2), "taken_down_reason": "Names somebody.",
    }  # fmt: skip
    old: dict[str, Any] = {
        "en": {"archived_on": date(2026, 2, 3)},
        "fr": {"archived_on": date(2026, 2, 3)},
        "de": {"live": False},
    }
    for values in old.values():
        values["source_language"] = "fr"
    draft: dict[str, Any] = {"ru": {"live": False, "source_language": "da"}}
    return {
        "confirmed": write(apps, stale),
        "taken down": write(apps, half),
        "archived": write(apps, old),
        "draft": write(apps, draft),
    }


def send(apps: Any, key: uuid.UUID) -> None:
    """A submission for each of three languages: begun in German, sent in English, to be cleared in French."""
    submissions = apps.get_model("practices", "Submission").objects
    messages = apps.get_model("practices", "Message").objects
    official = apps.get_model("kb", "User").objects.create(username="o", email="o@example.org")
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    for number, language, values in (
        (7, "en", {"sent_at": noon, "due_on": noon.date(), "explanations": {"b": "Sent."}}),
        (8, "fr", {"clearance_asked_at": noon}),
        (9, "de", {"started_by": official, "explanations": {"a": "Begun.", "b": "Begun."}}),
    ):
        page = apps.get_model("practices", "RecordPage").objects.get(
            translation_key=key, locale__language_code=language
        )
        made = submissions.create(pk=number, record=page, **values)
        messages.create(submission=made, from_city=True, text=language)


def submission(apps: Any) -> dict[str, Any]:
    """What became of the three."""
    rows = apps.get_model("practices", "Submission").objects
    one = rows.get()
    return {
        "number": one.pk,
        "begun by": one.started_by.email,
        "sent": str(one.sent_at.date()),
        "due": str(one.due_on),
        "to be cleared": one.clearance_asked_for.locale.language_code,
        "explanations": one.explanations,
        "said": sorted(one.messages.values_list("text", flat=True)),
    }


def states(apps: Any, keys: dict[str, uuid.UUID]) -> dict[str, Any]:
    """The row of each record, which of its pages are public, and whether the search looks at it anew."""
    rows = apps.get_model("practices", "Record").objects
    pages = apps.get_model("practices", "RecordPage").objects
    waiting = apps.get_model("search", "SearchWaiting").objects
    return {
        name: {
            **rows.values(
                "last_confirmed_on",
                "review_by",
                "archived_on",
                "taken_down_on",
                "taken_down_reason",
                "original_language",
            ).get(pk=key),
            "public": pages.filter(record_id=key, live=True).count(),
            "pages": pages.filter(record_id=key, translation_key=key).count(),
            "searched anew": waiting.filter(key=key).exists(),
        }
        for name, key in keys.items()
    }


def main() -> None:
    """Migrate, write, migrate, print; then fill once more, and print again."""
    django.setup()
    before = migrate(BEFORE)
    keys = write_all(before)
    send(before, keys["confirmed"])
    apps = migrate(AFTER)
    found = [states(apps, keys), submission(apps)]
    for name in FILLED_BY:
        import_module(f"practices.migrations.{name}").fill(apps, None)
    found += [states(apps, keys), submission(apps)]
    sys.stdout.write(json.dumps(found, default=str) + "\n")


if __name__ == "__main__":
    main()
