"""The states that stand on the pages of a record become those of its row. A second run changes nothing."""

from collections import defaultdict

from django.db import migrations

STATES = (
    "last_confirmed_on",
    "review_by",
    "archived_on",
    "taken_down_on",
    "taken_down_reason",
    "withdrawn",
    "city_edit_on",
)
AT_ONCE = 500


def fill(apps, schema_editor):
    """Make the rows that are missing, some hundred records at a time."""
    pages = apps.get_model("practices", "RecordPage")
    while keys := list(
        pages.objects.filter(record=None)
        .order_by("translation_key")
        .values_list("translation_key", flat=True)
        .distinct()[:AT_ONCE]
    ):
        _fill(apps, keys)


def _fill(apps, keys):
    pages = apps.get_model("practices", "RecordPage")
    rows = apps.get_model("practices", "Record")
    versions = defaultdict(list)
    found = pages.objects.filter(translation_key__in=keys).order_by("pk")
    for page in found.values("translation_key", "live", *STATES):
        versions[page["translation_key"]].append(page)
    rows.objects.bulk_create(
        [rows(key=key, **state_of(versions[key])) for key in keys], ignore_conflicts=True
    )
    for key in keys:
        pages.objects.filter(translation_key=key, record=None).update(record_id=key)
    # What was taken down in one language was to be read in none.
    gone = list(
        pages.objects.filter(
            record__in=keys, record__taken_down_on__isnull=False, live=True
        ).values_list("translation_key", flat=True)
    )
    pages.objects.filter(translation_key__in=gone).update(live=False)
    waiting = apps.get_model("search", "SearchWaiting")
    waiting.objects.bulk_create((waiting(key=key) for key in set(gone)), ignore_conflicts=True)


def state_of(versions):
    """One state for all languages: the newest that anybody set, whatever page it was set on.

    A record is archived where its public versions all are, and taken down where any is.
    """
    public = [version for version in versions if version["live"]]
    taken_down = [version for version in versions if version["taken_down_on"]]
    last = max(taken_down, key=lambda version: version["taken_down_on"], default=None)
    archived = [version["archived_on"] for version in public or versions]
    return {
        "last_confirmed_on": _newest(versions, "last_confirmed_on"),
        "review_by": _newest(versions, "review_by"),
        "archived_on": max(archived) if all(archived) else None,
        "taken_down_on": last["taken_down_on"] if last else None,
        "taken_down_reason": last["taken_down_reason"] if last else "",
        "withdrawn": last["withdrawn"] if last else False,
        "city_edit_on": _newest(versions, "city_edit_on"),
    }


def _newest(versions, name):
    return max((version[name] for version in versions if version[name]), default=None)


class Migration(migrations.Migration):
    dependencies = [("practices", "0019_record"), ("search", "0009_city_size")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
