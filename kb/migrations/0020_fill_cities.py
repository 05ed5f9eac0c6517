"""The facts that stand on the pages of a city become those of its row. A second run changes nothing."""

from collections import defaultdict

from django.conf import settings
from django.db import migrations

FACTS = (
    "code",
    "names",
    "official_name",
    "country",
    "latitude",
    "longitude",
    "coordinates_source",
    "population",
    "population_year",
    "population_basis",
    "population_source",
    "languages",
    "website",
)
LONGEST_CODE = 80


def fill(apps, schema_editor):
    """Make the rows that are missing."""
    pages = apps.get_model("kb", "CityPage")
    rows = apps.get_model("kb", "City")
    versions = defaultdict(list)
    found = pages.objects.filter(city=None).order_by("pk")
    for page in found.values(
        "translation_key", "locale__language_code", "coordinator_clears", *FACTS
    ):
        versions[page["translation_key"]].append(page)
    taken = set(rows.objects.values_list("code", flat=True))
    for key, own in versions.items():
        # A page that was added while this was interrupted belongs to the row that is there.
        if not rows.objects.filter(pk=key).exists():
            facts = facts_of(own)
            facts["code"] = free_code(facts["code"], taken)
            taken.add(facts["code"])
            rows.objects.create(pk=key, **facts)
        pages.objects.filter(translation_key=key, city=None).update(city_id=key)
    # Translators are offered these fields no longer.
    for name in ("OverridableSegment", "SegmentOverride"):
        apps.get_model("wagtail_localize", name).objects.filter(
            context__object_id__in=rows.objects.values("pk"), context__path__in=FACTS
        ).delete()


def facts_of(versions):
    """The facts on the page of the default language, else on the oldest.

    Whether a coordinator clears was always read from the oldest.
    """
    chosen = next(
        (
            version
            for version in versions
            if version["locale__language_code"] == settings.LANGUAGE_CODE
        ),
        versions[0],
    )
    return {
        **{name: chosen[name] for name in FACTS},
        "coordinator_clears": versions[0]["coordinator_clears"],
    }


def free_code(code, taken):
    """The code; where another city has it, which no form allowed, or where there is none, with a number."""
    base = code or "city"
    found, number = base, 2
    while not found or found in taken:
        end = f"-{number}"
        found, number = f"{base[: LONGEST_CODE - len(end)]}{end}", number + 1
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0019_city"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
