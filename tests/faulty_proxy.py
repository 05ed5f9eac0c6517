"""A TCP proxy before Elasticsearch that can be slow, silent, abrupt or cut answers in half."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto

PIECE = 65_536


class Fault(Enum):
    """What happens to answers."""

    NONE = auto()
    SLOW = auto()  # three seconds late
    SILENT = auto()  # nothing ever comes
    RESET = auto()  # the connection is reset in the midst of the answer
    HALF = auto()  # the connection is closed after half of the answer
    DROPS = auto()  # a byte at a time


class FaultyProxy:
    """Passes bytes on to a port of this machine; ``fault`` may be changed at any time."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.fault = Fault.NONE
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                threading.Thread(target=self._pass, args=(near, far), daemon=True).start()
                threading.Thread(target=self._answer, args=(far, near), daemon=True).start()

    @staticmethod
    def _pass(near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while piece := near.recv(PIECE):
                far.sendall(piece)
        with suppress(OSError):
            far.close()

    def _answer(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while piece := far.recv(PIECE):
                match self.fault:
                    case Fault.NONE:
                        near.sendall(piece)
                    case Fault.SLOW:
                        time.sleep(3)
                        near.sendall(piece)
                    case Fault.SILENT:
                        pass
                    case Fault.RESET:
                        near.sendall(piece[: len(piece) // 2])
                        linger = struct.pack("ii", 1, 0)
                        near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                        break
                    case Fault.HALF:
                        near.sendall(piece[: len(piece) // 2])
                        break
                    case Fault.DROPS:
                        for byte in piece:
                            near.sendall(bytes([byte]))
                            time.sleep(0.2)
        with suppress(OSError):
            near.close()


@contextmanager
def faulty_proxy(target: int) -> Iterator[FaultyProxy]:
    """A proxy before a port of this machine."""
    proxy = FaultyProxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
