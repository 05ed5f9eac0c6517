"""Edits records as people do, until the time is over: ``python -m tests.search.editing --seconds 5``.

Prints one JSON object: how many edits there were, what they cost, and ``{key: title or null}`` of every
record touched, as it must be found at the end (null: gone).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import time


def main() -> None:
    """Publish, change, unpublish and delete."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--pause", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    import django

    django.setup()
    from django.db.models import Count, Min

    from practices.models import RecordPage

    chance = random.Random(options.seed)
    # Records in one language only: of others a version may be left where one is taken away.
    numbers = sorted(
        RecordPage.objects.order_by()
        .values("translation_key")
        .annotate(versions=Count("pk"), number=Min("pk"))
        .filter(versions=1)
        .values_list("number", flat=True)
    )
    expected: dict[str, str | None] = {}
    costs: list[float] = []
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        page = RecordPage.objects.get(pk=chance.choice(numbers)).specific
        key = str(page.translation_key)
        act = chance.random()
        start = time.perf_counter()
        if act < 0.05:
            numbers.remove(page.pk)
            page.delete()
        elif act < 0.15 and page.live:
            page.unpublish()
        else:
            page.title = f"Edited {len(costs)} {key[:8]}"
            page.save_revision().publish()
        costs.append((time.perf_counter() - start) * 1_000)
        left = RecordPage.objects.filter(pk=page.pk, live=True).first() if page.pk else None
        expected[key] = left.title if left else None
        time.sleep(options.pause)
    print(
        json.dumps(
            {
                "edits": len(costs),
                "median_ms": round(statistics.median(costs), 1),
                "longest_ms": round(max(costs), 1),
                "expected": expected,
            }
        )
    )


if __name__ == "__main__":
    main()
