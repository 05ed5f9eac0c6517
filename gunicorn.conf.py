"""How gunicorn serves the site; what differs by place stands on its command line."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

# Made here, before gunicorn forks: memory that all its processes share.
from kb.usage import shared_memory  # noqa: F401

bind = "0.0.0.0:8000"
workers = 2
threads = 4
# Seconds; longer than a proxy keeps an idle connection (Caddy two minutes, nginx one), so that the site never
# closes one on which the proxy is just sending a request: that reader would see an error.
keepalive = 130
# The site is loaded once, and its processes share that memory; at import nothing opens a connection.
preload_app = True
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
accesslog = "-"
# When, which process, what was asked (without secrets and searches), the answer, its size, milliseconds.
access_log_format = "%(t)s ACCESS %(p)s %(m)s %(U)s %(s)s %(B)s %(M)sms"


def post_worker_init(worker: Any) -> None:
    """Read what the first visitor of a new process would wait for; the others answer meanwhile."""
    from kb.http.read_ahead import read_ahead  # Django is set up in the workers only

    read_ahead()


class AccessLog(Logger):
    """Writes no address whose secret would open something, and nothing of what somebody searched for."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        from kb.http.logs import without_secrets  # Django is set up in the workers only

        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        path = without_secrets(environ.get("RAW_URI") or environ.get("PATH_INFO") or "")
        return {
            **atoms,
            "U": path,
            "r": f"{environ.get('REQUEST_METHOD')} {path}",
            "q": "",
            "f": "-",
        }


logger_class = AccessLog
