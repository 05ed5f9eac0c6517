"""Every setting that the environment gives is described, and reaches the containers."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = settings.BASE_DIR
# For tools of this repository and for development; a container has none of them.
NOT_OF_A_CONTAINER = {"DEBUG", "MAIL_FOLDER"}
SITE_SERVICES = ("web", "worker", "mails", "jobs", "prepare")


def read_by_the_settings() -> set[str]:
    found = set()
    for file in (ROOT / "kb" / "settings").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', text))
    assert {"DATABASE_URL", "EMAIL_URL", "BASE_URL", "TRUSTED_PROXIES"} <= found
    return found - NOT_OF_A_CONTAINER


def services() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"])


def test_each_setting_is_in_the_table_of_the_operations_page() -> None:
    table = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    described = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert read_by_the_settings() - described == set()


@pytest.mark.parametrize("service", SITE_SERVICES)
def test_each_setting_reaches_each_container_of_the_site(service: str) -> None:
    given = services()[service]["environment"]
    assert read_by_the_settings() - set(given) == set()


def test_a_mail_server_is_asked_for() -> None:
    given = services()["web"]["environment"]
    assert given["EMAIL_URL"].startswith("${EMAIL_URL:?")
    assert given["DEFAULT_FROM_EMAIL"].startswith("${DEFAULT_FROM_EMAIL:?")


def test_nothing_of_the_site_waits_for_elasticsearch() -> None:
    all_services = services()
    for name in SITE_SERVICES:
        waits = set(all_services[name].get("depends_on", {}))
        assert waits <= {"database", "prepare"}, name
