"""A Redis or Valkey server for tests, without disk; Debian's package ``redis-server`` has one."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

PROGRAMS = ("valkey-server", "redis-server")


class Missing(Exception):
    """No such server is installed here."""


@contextmanager
def temporary_server() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Its address and its process. Raises ``Missing``."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Missing(f"none of {', '.join(PROGRAMS)} is installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_for(port)
            yield f"redis://127.0.0.1:{port}/0", process
        finally:
            process.kill()
            process.wait()


def _wait_for(port: int) -> None:
    for _try in range(100):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("The server does not answer.")
