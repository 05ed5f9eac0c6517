"""The instruments: each takes a page of the running site and says what it found."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from tests.browser.running_site import CHROMIUM, ROOT

NODE_FOLDER = ROOT / "var" / "audit"
PACKAGES = Path(__file__).resolve().parent / "package.json"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic"


class Missing(Exception):
    """A program that the machine lacks; the sentence says what to install."""


@dataclass
class Requests:
    """What a browser asked for while it showed a page, told by the network protocol itself."""

    urls: list[str] = field(default_factory=list)
    bytes: int = 0
    script_bytes: int = 0
    cookies: int = 0

    def elsewhere(self, site: str) -> list[str]:
        """Addresses of other hosts; ``data:`` asks nobody."""
        return [url for url in self.urls if not url.startswith((site, "data:"))]


def fetch_packages() -> None:
    """Install the programs of package.json into var/audit, once; raises ``Missing`` without npm."""
    if not shutil.which("npm"):
        raise Missing("Install Node.js 20 or newer with npm first (Debian: apt install npm).")
    NODE_FOLDER.mkdir(parents=True, exist_ok=True)
    installed = NODE_FOLDER / "package.json"
    if installed.exists() and installed.read_text() == PACKAGES.read_text():
        return
    shutil.copy(PACKAGES, installed)
    try:
        subprocess.run(
            ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=NODE_FOLDER,
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
        )
    except subprocess.CalledProcessError:
        installed.unlink()
        raise


def find_with_axe(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page that stands in this tab."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    # What passed is not told node by node: that took most of the time.
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['target'][0]}"
        for violation in found
        for node in violation["nodes"]
    ]


def find_in_both_schemes(page: Page, address: str) -> dict[str, list[str]]:
    """What axe finds at this address, in the light and in the dark: nothing but colours differs there.

    Motion is reduced, because colours that are on their way from one scheme to the other are no finding.
    """
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    light = find_with_axe(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return {"light": light, "dark": find_with_axe(page, ["color-contrast"])}


def record_requests(browser: Browser, address: str) -> Requests:
    """Show the page to a new reader on a phone and write down all that is asked for and set."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2)
    page = context.new_page()
    seen = Requests()
    kinds: dict[str, str] = {}
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")

    def received(event: dict[str, object]) -> None:
        size = int(event["encodedDataLength"])  # type: ignore[call-overload]
        seen.bytes += size
        if kinds.get(str(event["requestId"])) == "Script":
            seen.script_bytes += size

    def asked(event: dict[str, object]) -> None:
        kinds[str(event["requestId"])] = str(event.get("type"))

    def noted(request: Request) -> None:
        if request.url not in seen.urls:  # the second time it comes from the browser's memory
            seen.urls.append(request.url)

    protocol.on("Network.requestWillBeSent", asked)
    protocol.on("Network.loadingFinished", received)
    page.on("request", noted)
    page.goto(address, wait_until="networkidle")
    seen.cookies = len(context.cookies())
    context.close()
    return seen


def find_with_vnu(addresses: list[str], folder: Path) -> dict[str, list[str]]:
    """What the Nu HTML checker finds; it refuses loopback addresses, so it reads files."""
    java = shutil.which("java")
    if not java:
        raise Missing("Install Java 17 or newer first (Debian: apt install default-jre-headless).")
    names = {}
    for number, address in enumerate(addresses):
        file = folder / f"{number}.html"
        file.write_bytes(_read(address))
        names[f"{number}.html"] = address
    jar = NODE_FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
    run = subprocess.run(
        [java, "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", *folder.iterdir()],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = {}
    for message in json.loads(run.stderr)["messages"]:
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        address = names[message["url"].rsplit("/", 1)[-1]]
        found.setdefault(address, []).append(
            f"{message['message']} (line {message.get('lastLine')})"
        )
    return found


def _read(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:  # pages of errors are pages too
        return error.read()


def find_with_pa11y(address: str) -> list[str]:
    """What pa11y (HTML_CodeSniffer) finds on a page by WCAG 2 AA."""
    settings = NODE_FOLDER / "pa11y.json"
    settings.write_text(
        json.dumps(
            {
                "standard": "WCAG2AA",
                "timeout": 60_000,
                "chromeLaunchConfig": {
                    "executablePath": CHROMIUM,
                    "args": CHROME_FLAGS.split(),
                },
            }
        )
    )
    run = subprocess.run(
        ["node_modules/.bin/pa11y", "--config", settings, "--reporter", "json", address],
        cwd=NODE_FOLDER,
        capture_output=True,
        text=True,
        check=False,  # 2 means that there are findings
    )
    if run.returncode not in (0, 2):
        raise RuntimeError(run.stderr.strip())
    return [f"{found['code']}: {found['selector']}" for found in json.loads(run.stdout)]


def score_with_lighthouse(address: str, runs: int, *, is_found: bool = True) -> dict[str, int]:
    """The medians of Lighthouse's four scores (0 to 100) with its settings for phones.

    ``is_found``: false of a page that search engines are told not to keep.
    """
    scores: dict[str, list[float]] = {}
    options = [] if is_found else ["--skip-audits=is-crawlable"]
    for _number in range(runs):
        for name, category in _lighthouse(address, options)["categories"].items():
            scores.setdefault(name, []).append(category["score"] * 100)
    return {name: round(statistics.median(values)) for name, values in scores.items()}


def _lighthouse(address: str, options: list[str]) -> Any:
    """One report. Chromium sometimes does not start for it: that is tried again, a second time it is told."""
    command = ["node_modules/.bin/lighthouse", address, "--quiet", "--output=json", *options]
    for _attempt in range(2):
        run = subprocess.run(
            [*command, f"--chrome-flags={CHROME_FLAGS}"],
            cwd=NODE_FOLDER,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
        )
        if not run.returncode:
            return json.loads(run.stdout)
    raise RuntimeError(run.stderr.strip())
