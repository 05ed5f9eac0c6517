"""A PostgreSQL server for as long as one command runs: ``python -m tests.postgres pytest``.

The server's programs come from the system (``requirements/system.sh test``); the server itself is made
anew in a temporary folder, on a free port, and is gone afterwards.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER = "alliance"
DATABASE = "postgres"  # there from the start in every server


def programs() -> Path | None:
    """The folder of the newest PostgreSQL server programs on this machine, or None."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_major_version)
    return folders[-1].parent if folders else None


def _major_version(program: Path) -> int:
    name = program.parent.parent.name
    return int(name) if name.isdigit() else 0


@dataclass(frozen=True)
class Server:
    """A running server: its empty database's ``DATABASE_URL``, and how to break it off and start anew."""

    url: str
    restart: Callable[[], None]
    stop: Callable[[], None]
    start: Callable[[], None]


@contextmanager
def temporary_server() -> Iterator[Server]:
    """Yield a server with an empty database.

    Raises ``RuntimeError`` where the server's programs are missing, ``CalledProcessError`` where they fail.
    """
    folder = programs()
    if folder is None:
        raise RuntimeError("PostgreSQL is missing: install it (requirements/system.sh test).")
    with tempfile.TemporaryDirectory(prefix="alliance-postgres-") as place:
        data, port = Path(place) / "data", _free_port()
        as_user = _not_as_root(Path(place))

        def run(*command: str) -> None:
            subprocess.run([*as_user, *command], check=True, stdout=subprocess.DEVNULL, cwd=place)

        run(
            str(folder / "initdb"),
            "-D",
            str(data),
            "-U",
            USER,
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--auth=trust",
            "--no-sync",
        )
        options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = Path(place) / "log"
        control = [str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "-l", str(log)]
        run(*control, "-o", options, "start")
        try:
            yield Server(
                url=f"postgres://{USER}@127.0.0.1:{port}/{DATABASE}",
                restart=lambda: run(*control, "-o", options, "restart"),
                stop=lambda: run(*control, "stop"),
                start=lambda: run(*control, "-o", options, "start"),
            )
        finally:
            run(*control, "stop")


def _not_as_root(place: Path) -> Sequence[str]:
    """PostgreSQL refuses to run as root; its own system user takes over there."""
    if os.geteuid() != 0:
        return ()
    account = pwd.getpwnam("postgres")
    os.chown(place, account.pw_uid, account.pw_gid)
    return (
        "setpriv",
        "--reuid",
        str(account.pw_uid),
        "--regid",
        str(account.pw_gid),
        "--clear-groups",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    with temporary_server() as server:
        sys.exit(
            subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": server.url}).returncode
        )
