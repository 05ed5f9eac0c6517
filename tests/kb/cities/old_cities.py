"""Cities as they stood before each had one row, in a base of their own; prints what becomes of them.

Run by ``test_city_migration.py`` in a process, because a test's own base is migrated already.
"""

from __future__ import annotations

import json
import sys
import uuid
from importlib import import_module
from typing import Any

import django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

LOCALIZE = ("wagtail_localize", "0016_rename_page_revision_translationlog_revision")
BEFORE = [("kb", "0018_words"), LOCALIZE]
FILLED = [("kb", "0020_fill_cities"), LOCALIZE]
AFTER = [("kb", "0021_facts_on_cities_alone"), LOCALIZE]
PEOPLE = [("kb", "0024_people_at_cities_alone"), LOCALIZE]
LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")


def migrate(to: list[tuple[str, str]]) -> Any:
    """The models as they are after these migrations."""
    MigrationExecutor(connection).migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def write(apps: Any, versions: dict[str, dict[str, Any]]) -> uuid.UUID:
    """A city with a page in each of these languages, in this order."""
    key = uuid.uuid4()
    content_types = apps.get_model("contenttypes", "ContentType").objects
    page_type = content_types.get_or_create(app_label="kb", model="citypage")[0]
    for place, (language, values) in enumerate(versions.items()):
        locales = apps.get_model("wagtailcore", "Locale").objects
        apps.get_model("kb", "CityPage").objects.create(
            path=f"0009{key.hex[:3]}{place}".upper(),
            depth=2,
            title=f"City ({language})",
            draft_title=f"City ({language})",
            slug=f"city-{language}",
            locale=locales.get_or_create(language_code=language)[0],
            content_type=page_type,
            translation_key=key,
            **values,
        )
    return key


def offer_website(apps: Any, key: uuid.UUID) -> None:
    """A translator was offered the website, as wagtail-localize had it before, and another field."""
    translated = apps.get_model("wagtail_localize", "TranslatableObject").objects.create(
        translation_key=key,
        content_type=apps.get_model("contenttypes", "ContentType").objects.get(model="citypage"),
    )
    for path in ("website", "slug"):
        context = apps.get_model("wagtail_localize", "TranslationContext").objects.create(
            object=translated, path=path, path_id=uuid.uuid4()
        )
        apps.get_model("wagtail_localize", "SegmentOverride").objects.create(
            context=context,
            locale=apps.get_model("wagtailcore", "Locale").objects.get(language_code="fr"),
            data_json='"https://example.org/"',
        )


def write_all(apps: Any) -> dict[str, uuid.UUID]:
    """One in six languages that say six things, one without English, a draft, and one with another's code."""
    six = {
        language: {
            "code": "aarhus", "names": {"en": f"Aarhus {language}"}, "country": "DK",
            "population": 1000 + place, "population_year": 2020, "latitude": 56.2, "longitude": 10.2,
            "coordinator_clears": language == "fr", "live": language in ("fr", "de"),
        }
        for place, language in enumerate(("fr", "en", "de", "it", "ru", "tr"))
    }  # fmt: skip
    foreign = {
        "de": {"code": "bonn", "names": {"en": "Bonn"}, "country": "DE", "live": True},
        "fr": {"code": "bonn", "names": {"en": "Bonn (fr)"}, "country": "FR", "live": False},
    }
    draft = {"ru": {"code": "perm", "country": "RU", "live": False}}
    double = {"en": {"code": "aarhus", "names": {"en": "Another"}, "country": "SE"}}
    found = {
        "six": write(apps, six),
        "foreign": write(apps, foreign),
        "draft": write(apps, draft),
        "double": write(apps, double),
    }
    offer_website(apps, found["six"])
    write_people(apps, found["six"])
    return found


def write_people(apps: Any, key: uuid.UUID) -> None:
    """Somebody has two roles at two pages of one city, somebody is invited, and somebody asks."""
    page = apps.get_model("kb", "CityPage").objects.filter(translation_key=key)
    english, french = (page.get(locale__language_code=code) for code in ("en", "fr"))
    user = apps.get_model("kb", "User").objects.create(username="u", email="u@aarhus.example")
    roles = apps.get_model("kb", "CityRole").objects
    roles.create(user=user, city=english, role="official")
    roles.create(user=user, city=french, role="coordinator")
    apps.get_model("kb", "Invitation").objects.create(
        email="new@aarhus.example", city=french, role="official", language="fr", secret_hash="x"
    )
    requests = apps.get_model("kb", "AccountRequest").objects
    for city in (english, None):
        requests.create(city=city, city_name="Aarhus", name="N", function="F", email="n@x.example")


def people(apps: Any) -> dict[str, list[Any]]:
    """Of which cities people are, by the code of the city."""
    return {
        name: list(apps.get_model("kb", name).objects.order_by("pk").values_list(*columns))
        for name, columns in (
            ("CityRole", ("city__code", "role")),
            ("Invitation", ("city__code", "email")),
            ("AccountRequest", ("city__code",)),
        )
    }


def rows(apps: Any, keys: dict[str, uuid.UUID]) -> dict[str, Any]:
    """The row of each city, with its pages, and which fields translators are still offered."""
    cities = apps.get_model("kb", "City").objects
    pages = apps.get_model("kb", "CityPage").objects
    offered = apps.get_model("wagtail_localize", "SegmentOverride").objects
    return {
        **{
            name: {
                **cities.values(
                    "code", "names", "country", "population", "latitude", "coordinator_clears"
                ).get(pk=key),
                "pages": pages.filter(city_id=key, translation_key=key).count(),
                "public": pages.filter(city_id=key, live=True).count(),
            }
            for name, key in keys.items()
        },
        "offered": list(offered.values_list("context__path", flat=True)),
    }


def main() -> None:
    """Migrate, write, fill, print; then fill once more, and print again; then take the old fields away."""
    django.setup()
    keys = write_all(migrate(BEFORE))
    apps = migrate(FILLED)
    found = [rows(apps, keys)]
    import_module("kb.migrations.0020_fill_cities").fill(apps, None)
    found.append(rows(apps, keys))
    found.append(rows(migrate(AFTER), keys))
    found.append(people(migrate(PEOPLE)))
    sys.stdout.write(json.dumps(found, default=str) + "\n")


if __name__ == "__main__":
    main()
