"""Records that point at pages of cities and records, in a base of their own; prints where they point then.

Run by ``test_record_migration.py`` in a process, because a test's own base is migrated already.
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import django

from tests.practices.records.old_records import migrate

BEFORE = [
    ("practices", "0027_requests_at_cities_alone"),
    ("declarations", "0001_initial"),
    ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
]
AFTER = [
    ("practices", "0029_fill_pointers"),
    ("declarations", "0002_endorsements_by_cities"),
    ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
]
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def page(apps: Any, app: str, model: str, path: str, **values: Any) -> Any:
    """A page of this type in English at this path of the tree."""
    types = apps.get_model("contenttypes", "ContentType").objects
    return apps.get_model(app, model).objects.create(
        path=path,
        depth=len(path) // 4,
        title=path,
        draft_title=path,
        slug=path.lower(),
        locale=apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="en")[0],
        content_type=types.get_or_create(app_label=app, model=model.lower())[0],
        **values,
    )


def write(apps: Any) -> Any:
    """A record of Aarhus with Ghent as its partner, adapted from a record of Ghent; also as a version."""
    cities = {}
    for place, code in enumerate(("aarhus", "ghent"), start=1):
        key = uuid.uuid4()
        city = apps.get_model("kb", "City").objects.create(key=key, code=code, country="DK")
        path = f"00090001000{place}"
        cities[code] = page(apps, "kb", "CityPage", path, translation_key=key, city=city)
    records = {}
    for code, above in cities.items():
        key = uuid.uuid4()
        row = apps.get_model("practices", "Record").objects.create(key=key, original_language="en")
        records[code] = page(
            apps, "practices", "PracticePage", f"{above.path}0001", translation_key=key, record=row
        )
    own, other = records["aarhus"], records["ghent"]
    apps.get_model("practices", "PartnerCity").objects.create(page_id=own.pk, city=cities["ghent"])
    links = apps.get_model("practices", "RecordLink").objects
    links.create(page_id=own.pk, relation="adapted-from", target_id=other.pk)
    links.create(page_id=own.pk, relation="related", target_id=cities["ghent"].pk)
    content = {
        "partner_cities": [{"city": cities["ghent"].pk}, {"city": 999_999}],
        "links": [{"target": other.pk}, {"target": cities["ghent"].pk}],
        "stops": [{"name": "Town hall", "record": 999_999}, {"name": "House", "record": other.pk}],
    }
    apps.get_model("wagtailcore", "Revision").objects.create(
        content_type=own.content_type,
        base_content_type=own.content_type,
        object_id=str(own.pk),
        content=content,
        created_at=NOON,
    )
    apps.get_model("wagtail_localize", "TranslationSource").objects.create(
        object=apps.get_model("wagtail_localize", "TranslatableObject").objects.create(
            translation_key=own.translation_key, content_type=own.content_type
        ),
        specific_content_type=own.content_type,
        locale=own.locale,
        object_repr="x",
        content_json=json.dumps(content),
        created_at=NOON,
        last_updated_at=NOON,
    )
    return records


def pointers(apps: Any, records: Any) -> dict[str, Any]:
    """Where the record, its version and what its translations were made from point, by names."""
    names = {
        str(key): code
        for key, code in apps.get_model("kb", "City").objects.values_list("pk", "code")
    }
    names |= {str(record.translation_key): f"record of {code}" for code, record in records.items()}
    own = records["aarhus"]

    def of(content: dict[str, Any]) -> list[Any]:
        return [
            [names.get(str(row["city"])) for row in content["partner_cities"]],
            [names.get(str(row["target"])) for row in content["links"]],
            [names.get(str(row["record"])) for row in content["stops"]],
        ]

    rows = apps.get_model("practices", "Record").objects
    partners = apps.get_model("practices", "PartnerCity").objects
    links = apps.get_model("practices", "RecordLink").objects
    return {
        "city": rows.get(pk=own.translation_key).city.code,
        "partners": [names[str(key)] for key in partners.values_list("city_row", flat=True)],
        "links": [names[str(key)] for key in links.values_list("target_row", flat=True)],
        "version": of(apps.get_model("wagtailcore", "Revision").objects.get().content),
        "source": of(
            json.loads(
                apps.get_model("wagtail_localize", "TranslationSource").objects.get().content_json
            )
        ),
    }


def main() -> None:
    """Migrate, write, migrate, print; then fill once more, and print again."""
    django.setup()
    records = write(migrate(BEFORE))
    apps = migrate(AFTER)
    found = [pointers(apps, records)]
    import_module("practices.migrations.0029_fill_pointers").fill(apps, None)
    found.append(pointers(apps, records))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
