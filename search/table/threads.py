"""A thread that sleeps until there is something to do."""

from __future__ import annotations

import threading


class WakefulThread:
    """One daemon thread per process, begun by the first :meth:`wake`; subclasses say what :meth:`_run` does.

    ``_run`` waits for ``_wanted`` again and again; ``_lock`` guards what it shares with those who wake it.
    """

    name: str

    def __init__(self) -> None:
        self._wanted = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """There is something to do; it is done soon, and nobody waits for it."""
        self._wanted.set()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        raise NotImplementedError
