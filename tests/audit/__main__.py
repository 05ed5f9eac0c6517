"""``make audit``: every kind of page, each instrument, one line per finding; ends with 1 on a shortfall."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from tests.audit import instruments
from tests.browser.running_site import chromium, running_site
from tests.page_types import LANGUAGES, MEASURED, PAGE_TYPES

# What is asked of a first view (issue 20), and of Lighthouse.
MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT = 110_000, 10, 20_000
# Of comparisons there is no end, of a point the second page is measured: search engines keep neither.
NOT_KEPT = ("comparison", "point of a document")
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


def main() -> int:
    """Run what was asked for on a site of its own; prints as it goes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=["axe", "vnu", "pa11y", "requests", "lighthouse"])
    options.add_argument("--runs", type=int, default=5, help="Lighthouse's runs per page")
    options.add_argument("--languages", nargs="+", default=list(LANGUAGES), choices=LANGUAGES)
    chosen = options.parse_args()
    try:
        instruments.fetch_packages()
    except instruments.Missing as missing:
        print(missing)
        return 2
    parts = {
        "axe": lambda site, browser: axe(site, browser, chosen.languages),
        "requests": requests,
        "vnu": vnu,
        "pa11y": pa11y,
        "lighthouse": lambda site, browser: lighthouse(site, chosen.runs),
    }
    shortfalls = 0
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site:
        for name, part in parts.items():
            if chosen.only in (None, name):
                print(f"== {name}", flush=True)
                with chromium() as browser:
                    count = 0
                    for line in part(site, browser):
                        print(line, flush=True)
                        count += line.startswith("!")
                shortfalls += count
                print(f"{name}: {count} findings\n", flush=True)
    print(f"{shortfalls} findings in all.")
    return 1 if shortfalls else 0


def axe(site: str, browser: Browser, languages: list[str]) -> Iterator[str]:
    """Each kind of page in each language, in the light and in the dark scheme."""
    looked = 0
    context = browser.new_context()
    page = context.new_page()
    for name, path in PAGE_TYPES.items():
        for language in languages:
            found = instruments.find_in_both_schemes(page, f"{site}/{language}/{path}")
            looked += len(found)
            for scheme, findings in found.items():
                for finding in findings:
                    yield f"! {name}, {language}, {scheme}: {finding}"
    context.close()
    yield f"{looked} views looked at ({len(PAGE_TYPES)} kinds of page, {len(languages)} languages)"


def requests(site: str, browser: Browser) -> Iterator[str]:
    """What a first view asks for: how much, how often, of whom; in Russian, too, with its longer texts."""
    views = [
        (f"{name} ({language})", f"{language}/{path}", path.startswith(("account/", "invitation/")))
        for language in ("en", "ru")
        for name, path in PAGE_TYPES.items()
    ]
    for name, address, personal in views:
        seen = instruments.record_requests(browser, f"{site}/{address}")
        kilobytes, script = seen.bytes / 1000, seen.script_bytes / 1000
        yield f"{name:38} {kilobytes:6.1f} kB {len(seen.urls):3} requests, script {script:5.1f} kB"
        for url in seen.elsewhere(site):
            yield f"! {name}: asks elsewhere: {url}"
        if personal:
            continue
        if seen.cookies:
            yield f"! {name}: sets a cookie"
        if name.startswith(
            "style guide"
        ):  # loads the sheets of all pages, for those who build them
            continue
        if seen.bytes > MOST_BYTES or len(seen.urls) > MOST_REQUESTS:
            yield f"! {name}: more than {MOST_BYTES / 1000:.0f} kB or {MOST_REQUESTS} requests"
        if seen.script_bytes > MOST_SCRIPT:
            yield f"! {name}: more than {MOST_SCRIPT / 1000:.0f} kB of script"


def vnu(site: str, browser: Browser) -> Iterator[str]:
    """Valid HTML, in a Latin and in the Cyrillic language."""
    addresses = [
        f"{site}/{language}/{path}" for path in PAGE_TYPES.values() for language in ("de", "ru")
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = instruments.find_with_vnu(addresses, Path(folder))
    for address, messages in found.items():
        for message in messages:
            yield f"! {address.removeprefix(site)}: {message}"
    yield f"{len(addresses)} pages read"


def pa11y(site: str, browser: Browser) -> Iterator[str]:
    """A second opinion on access."""
    for name, path in PAGE_TYPES.items():
        for found in instruments.find_with_pa11y(f"{site}/de/{path}"):
            yield f"! {name}: {found}"
    yield f"{len(PAGE_TYPES)} pages looked at"


def lighthouse(site: str, runs: int) -> Iterator[str]:
    """Medians of the four scores on the pages most read."""
    for name in MEASURED:
        address = f"{site}/en/{PAGE_TYPES[name]}"
        scores = instruments.score_with_lighthouse(address, runs, is_found=name not in NOT_KEPT)
        yield f"{name:20} " + "  ".join(f"{kind} {score}" for kind, score in scores.items())
        for kind, score in scores.items():
            if score < LEAST.get(kind, 0):
                yield f"! {name}: {kind} {score}, at least {LEAST[kind]} wanted"


if __name__ == "__main__":
    sys.exit(main())
