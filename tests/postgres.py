"""A PostgreSQL server for as long as one command runs: ``python -m tests.postgres pytest``.

The server's programs come from the system (Debian: ``apt install postgresql``); the server itself is made
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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


@contextmanager
def temporary_server() -> Iterator[str]:
    """Yield the ``DATABASE_URL`` of an empty database.

    Raises ``RuntimeError`` where the server's programs are missing, ``CalledProcessError`` where they fail.
    """
    folder = programs()
    if folder is None:
        raise RuntimeError("PostgreSQL is missing: install it (Debian: apt install postgresql).")
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
        control = str(folder / "pg_ctl")
        run(control, "-D", str(data), "-o", options, "-l", str(log), "-w", "start")
        try:
            yield f"postgres://{USER}@127.0.0.1:{port}/{DATABASE}"
        finally:
            run(control, "-D", str(data), "-m", "immediate", "-w", "stop")


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
    with temporary_server() as address:
        sys.exit(
            subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}).returncode
        )
