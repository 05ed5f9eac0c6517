"""A site with the demonstration content on a database of its own, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
START_SECONDS = 60


@contextmanager
def running_site(folder: Path) -> Iterator[str]:
    """Start what ``make run`` starts, with its database in ``folder``; yields the address.

    Raises ``RuntimeError`` if the server ends or does not answer within START_SECONDS.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = _environment(folder, address)
    for command in (
        ["compile_catalogues"],
        ["compile_fonts"],
        ["migrate", "-v0"],
        ["setup_site"],
        ["load_content", "--demonstration"],
        ["create_demo_accounts", "--force"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    with (folder / "server.log").open("w") as log:
        server, worker = (
            subprocess.Popen(
                [sys.executable, "manage.py", *command],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            for command in (
                ["runserver", "--noreload", f"127.0.0.1:{port}"],
                # Mails leave in the background, as they do after `make run`.
                ["db_worker", "--backend", "mail", "--queue-name", "mail", "--no-reload"],
            )
        )
        try:
            _wait_for(f"{address}/robots.txt", server)
            yield address
        finally:
            for process in (worker, server):
                process.terminate()
                # The worker ends the mail that it has begun; a busy machine may need long for it.
                process.wait(timeout=60)


class ServerThatStops:
    """One more server of a running site, to be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "second-server.log").open("a") as log:
            self.server = subprocess.Popen(
                [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env=_environment(self.folder, self.address),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        _wait_for(f"{self.address}/robots.txt", self.server)

    def stop(self) -> None:
        """Stop it in the middle of whatever it does."""
        if self.server is not None:
            self.server.kill()
            self.server.wait(timeout=10)
            self.server = None


def _environment(folder: Path, address: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kb.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "BASE_URL": address,
        "DEBUG": "false",
        "MAIL_FOLDER": str(folder / "mail"),
    }


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless, without the requests of its own that a closed network refuses."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError("The server ended before it answered.")
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"The server did not answer within {START_SECONDS} seconds.")
