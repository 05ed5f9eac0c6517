"""Likely duplicates, and the time that all checks of a full case take: what needs a filled database."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from benchmarks.guard.texts import LANGUAGES
from benchmarks.tables import table

WORKS = (
    "works.yaml", "more_works.yaml", "third_works.yaml", "fourth_works.yaml", "fifth_works.yaml",
    "sixth_works.yaml",
)  # fmt: skip
FILES = 5
RUNS = 5
# As long as a case's fields may be.
MOST_LETTERS = {
    "description": 10_000, "results": 3_000, "lessons": 3_000, "evaluation_design": 3_000, "resources": 2_000,
}  # fmt: skip


def prepare() -> None:
    """Fill the empty database with the demonstration records."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0)
    call_command("load_content", demonstration=True, whole_only=True, verbosity=0)


def duplicates(file: str) -> tuple[str, list[str]]:
    """The table of works of a file that were found and of those asked about wrongly; what went wrong."""
    import json

    import yaml

    from practices.models import RecordPage
    from practices.submission.guard.likeness.lines import duplicates_of_line

    records = RecordPage.objects.filter(locale__language_code="en")
    slugs = {str(key): slug for slug, key in records.values_list("slug", "translation_key")}
    counts = {language: [0, 0, 0, 0] for language in LANGUAGES}
    wrong = []
    for work in yaml.safe_load((Path(__file__).parent / file).read_text()):
        line = json.dumps(work).encode()
        shown = [slugs.get(key, key) for key in duplicates_of_line(line)["duplicates"]]
        of = counts[work["language"]]
        if "is" in work:
            of[0] += (found := work["is"] in shown[:3])
            of[1] += 1
        else:
            of[2] += bool(shown)
            of[3] += 1
            found = not shown
        if not found:
            wrong.append(
                f"{work['language']} {work.get('is', 'other work')}: {work['title']} -> {shown}"
            )
    rows = [[language, f"{a}/{b}", f"{c}/{d}"] for language, (a, b, c, d) in counts.items()]
    a, b, c, d = (sum(part) for part in zip(*counts.values(), strict=True))
    return table(
        ["language", "found in the first three", "asked wrongly"],
        [*rows, ["all", f"{a}/{b}", f"{c}/{d}"]],
    ), wrong


def full_case() -> str:
    """The seconds of all that is asked before a case of full fields with five files is sent."""
    from kb.models import Attachment
    from practices.models import PracticePage
    from practices.models.relations import RecordAttachment
    from practices.submission.guard.duplicates import likely_duplicates
    from practices.submission.guard.privacy import findings
    from practices.submission.guard.wording import hints, mixtures
    from practices.submission.sending.sending import readiness

    record = max(
        PracticePage.objects.filter(locale__language_code="en"),
        key=lambda one: len(one.description),
    )
    words = f"{record.summary} {record.description} ".split()
    for name, most in MOST_LETTERS.items():
        setattr(record, name, " ".join(islice(cycle(words), most))[: most - 100])
    text = " ".join(islice(cycle([*words, "Yusuf", "(17)", "0171", "2345678,"]), 6_000))[:30_000]
    record.attachments.set([])
    for number in range(FILES):
        document = Attachment(title=f"File {number}", file=f"file{number}.pdf", text=text)
        Attachment.objects.bulk_create([document])
        record.attachments.add(RecordAttachment(attachment=document, sort_order=number))
    record.save()
    rows: list[list[Any]] = []
    for check in (findings, likely_duplicates, hints, mixtures, readiness):
        seconds = []
        for _run in range(RUNS):
            start = process_time()
            check(record)
            seconds.append(process_time() - start)
        rows.append([check.__name__, f"{seconds[0]:.2f}", f"{median(seconds):.2f}"])
    return table(["check", "first, s of processor", "median"], rows)
