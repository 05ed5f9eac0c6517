"""No secret is in a tracked file."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

PATTERNS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY",
    "key of a cloud": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}",
    "token of a code host": r"\bgh[pousr]_[0-9A-Za-z]{36}|\bgithub_pat_\w{22}|\bglpat-[\w-]{20}",
    "token of a service": r"\bxox[abprs]-[\w-]{10}|\b[rs]k_live_\w{16}|\bSG\.[\w-]{16,}\.[\w-]{16}",
    "signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10}",
    "address with a password": r"\w+://[^\s/:@'\"{}$<>]+:(?!password@)[^\s/:@'\"{}$<>%]{3,}@",
}
# In files that say how the site is run, a name of a secret has no value of its own.
VALUE = re.compile(
    r"(?i)\b\w*(?:secret|password|passwd|token|api_?key|auth_?key)\w*[\"']?\s*[:=]\s*[\"']?"
    r"(?!only-for-)[\w!#$%&*+./^~-]{8,}[\"']?\s*(?:#.*)?$",
    re.M,
)
RUNNING = re.compile(r"(^|/)(settings/\w+\.py|compose\.ya?ml|Dockerfile|Makefile|\.env.*)$")
# Values that are taken from the surroundings, or are paths of Python.
FROM_ELSEWHERE = re.compile(r"\$|env\.|env\(|\bdjango\.|\bkb\.|: (?:bool|str|int)\b|\.html\b")
LARGEST = 1_000_000


def tracked() -> list[Path]:
    names = subprocess.run(
        [shutil.which("git") or "git", "ls-files", "-z"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    return [Path(settings.BASE_DIR, name) for name in names if name]


def secrets_in(name: str, text: str) -> list[str]:
    found = [kind for kind, pattern in PATTERNS.items() if re.search(pattern, text)]
    if RUNNING.search(name):
        found += [
            f"value: {match[0].split('=')[0].strip()}"
            for match in VALUE.finditer(text)
            if not FROM_ELSEWHERE.search(match[0])
        ]
    return found


def test_no_tracked_file_holds_a_secret() -> None:
    files = tracked()
    assert len(files) > 300
    found = {}
    for file in files:
        if file.is_file() and file.stat().st_size <= LARGEST:
            text = file.read_bytes().decode("utf-8", errors="ignore")
            if secrets := secrets_in(str(file), text):
                found[str(file.relative_to(settings.BASE_DIR))] = secrets
    assert found == {}


def test_no_file_of_secrets_is_tracked() -> None:
    names = {file.name for file in tracked()}
    assert not {
        name for name in names if re.search(r"^\.env|\.(pem|key|p12|pfx|sqlite3|dump)$", name)
    }


# Put together here, so that this file holds none itself.
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "-----BEGIN " + "RSA PRIVATE KEY-----"),
        ("a.txt", "-----BEGIN " + "PRIVATE KEY-----"),
        ("a.py", "AKIA" + "ABCDEFGHIJKLMNOP"),
        ("a.md", "ghp_" + "a" * 36),
        ("a.md", "xoxb-" + "1234567890ab"),
        ("a.js", "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiIxMjM0In0" + ".abcdefghijkl"),
        ("a.yaml", "postgres://site:" + "s3cr3t-value@database/site"),
        ("kb/settings/dev.py", 'SECRET_KEY = "' + 'a9s8d7f6g5h4j3"'),
        ("compose.yaml", "      POSTGRES_PASSWORD: " + "hunter2hunter2"),
        ("Makefile", "API_KEY=" + "0123456789abcdef"),
    ],
)
def test_the_scan_finds(name: str, text: str) -> None:
    assert secrets_in(name, text) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/operations.md", "smtp+tls://user:password@host:587"),
        ("compose.yaml", "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set it}"),
        (
            "kb/settings/base.py",
            'ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", default="")',
        ),
        ("kb/settings/test.py", 'SECRET_KEY = "only-for-tests"'),
    ],
)
def test_the_scan_lets_pass(name: str, text: str) -> None:
    assert secrets_in(name, text) == []
