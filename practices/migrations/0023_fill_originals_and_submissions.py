"""Each record gets the language of its original and one submission. A second run changes nothing."""

from collections import defaultdict

from django.db import migrations

AT_ONCE = 500


def fill(apps, schema_editor):
    """Some hundred records at a time, those that lack it."""
    fill_originals(apps)
    fill_submissions(apps)


def fill_originals(apps):
    """As was asked before: the version in the language of the work, else the oldest."""
    pages = apps.get_model("practices", "RecordPage")
    rows = apps.get_model("practices", "Record")
    while keys := list(
        rows.objects.filter(original_language="", pages__isnull=False)
        .order_by("pk")
        .values_list("pk", flat=True)
        .distinct()[:AT_ONCE]
    ):
        versions = defaultdict(list)
        found = pages.objects.filter(record__in=keys).order_by("pk")
        for key, own, of_work in found.values_list(
            "record", "locale__language_code", "source_language"
        ):
            versions[key].append((own, of_work))
        rows.objects.bulk_update(
            [
                rows(key=key, original_language=original_of(version))
                for key, version in versions.items()
            ],
            ["original_language"],
        )


def original_of(versions):
    """The language of the original among ``(own language, language of the work)``, the oldest first."""
    return next((own for own, of_work in versions if own == of_work), versions[0][0])


def fill_submissions(apps):
    """Those of several language versions become one, with all that was said in any of them."""
    submissions = apps.get_model("practices", "Submission")
    while keys := list(
        submissions.objects.filter(record=None)
        .order_by("page__record")
        .values_list("page__record", flat=True)
        .distinct()[:AT_ONCE]
    ):
        of_record = defaultdict(list)
        found = submissions.objects.filter(page__record__in=keys, record=None)
        for submission in found.select_related("page__record", "page__locale").order_by("pk"):
            of_record[submission.page.record_id].append(submission)
        for key, several in of_record.items():
            _unite(apps, key, several)


def _unite(apps, key, several):
    kept, *others = sorted(several, key=_how_far)
    asked = min(
        (one for one in several if one.clearance_asked_at),
        key=lambda one: one.clearance_asked_at,
        default=None,
    )
    sent = max((one for one in several if one.sent_at), key=lambda one: one.sent_at, default=None)
    kept.record_id = key
    kept.clearance_asked_for_id = asked.page_id if asked else None
    if asked:
        kept.clearance_asked_at = asked.clearance_asked_at
        kept.clearance_asked_by_id = asked.clearance_asked_by_id
    if sent:
        kept.sent_at, kept.sent_by_id = sent.sent_at, sent.sent_by_id
        kept.declaration_version = sent.declaration_version
    kept.due_on = min((one.due_on for one in several if one.due_on), default=None)
    for one in others:
        kept.assigned_to_id = kept.assigned_to_id or one.assigned_to_id
        kept.explanations = {**one.explanations, **kept.explanations}
        kept.duplicate_answers = {**one.duplicate_answers, **kept.duplicate_answers}
    numbers = [one.pk for one in others]
    for name in ("Message", "OutsideReview"):
        rows = apps.get_model("practices", name).objects
        rows.filter(submission__in=numbers).update(submission_id=kept.pk)
    apps.get_model("practices", "Submission").objects.filter(pk__in=numbers).delete()
    kept.save()


def _how_far(submission):
    """The one whose reference people know comes first: begun by somebody, sent, of the original, the oldest."""
    page = submission.page
    return (
        submission.started_by_id is None,
        submission.sent_at is None,
        page.locale.language_code != page.record.original_language,
        submission.pk,
    )


class Migration(migrations.Migration):
    dependencies = [("practices", "0022_one_submission_per_record")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
