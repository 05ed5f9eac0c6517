"""``python -m tests.admin_walk``: walk the admin and the desk on a database of its own; what was met."""

from __future__ import annotations

import os
import sys
import time


def main() -> int:
    """The numbers by role, patterns without an address, faults; 1 where there are any."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.test")
    import django

    django.setup()
    from django.db import transaction
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False, keepdb="--keepdb" in sys.argv)
    runner.setup_test_environment()
    before = runner.setup_databases()
    try:
        with transaction.atomic():
            result = _walk()
            transaction.set_rollback(True)
        return result
    finally:
        runner.teardown_databases(before)


def _walk() -> int:
    from declarations.models import DocumentIndexPage
    from kb.models import CityIndexPage, HomePage
    from search.table.waiting import Builder, build_waiting
    from tests.admin_world import make_world, starts
    from tests.conftest import SiteTree, make_site_tree
    from tests.walk import Walk

    Builder.wake = lambda self: build_waiting()  # type: ignore[method-assign]
    if not HomePage.objects.exists():
        make_site_tree()
    world = make_world(
        SiteTree(
            HomePage.objects.get(slug="home", locale__language_code="en"),
            CityIndexPage.objects.get(),
            DocumentIndexPage.objects.get(),
        )
    )
    known = starts(world)
    print("No address known:", *(name for name, found in known.items() if not found), sep="\n  ")
    walks = []
    for role, client in world.admin.items():
        begun = time.monotonic()
        walk = Walk(role, client, "/admin/")
        walk.go(["/admin/", *(one for found in known.values() for one in found)])
        print(
            f"{role}: {len(walk.reached)} addresses, {time.monotonic() - begun:.0f} s", flush=True
        )
        walks.append(walk)
    for role, at in world.desk.items():
        walk = Walk(role, at.client, "/my-city/").go([at.at(), "/en/my-city/"])
        print(f"{role}: {len(walk.reached)} addresses", flush=True)
        walks.append(walk)
    faults = [fault for walk in walks for fault in walk.faults]
    print(*faults, sep="\n")
    print(f"{sum(len(walk.reached) for walk in walks)} addresses × roles, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
