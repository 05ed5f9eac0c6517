"""A Java that Elasticsearch runs on: one of this machine, or Debian's own for its next release.

Debian 12 has no Java of at least 21. The one of the release after it needs a newer C library as well, so both
are unpacked into a cache and tied to each other there; nothing of the machine's own system is changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

OLDEST_JAVA = 21
MODULES = {"jdk.jdi", "jdk.incubator.vector"}
RELEASE = "trixie"
KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
PACKAGES = (f"openjdk-{OLDEST_JAVA}-jre-headless", "libc6", "libgcc-s1", "libstdc++6", "zlib1g")
APT = """\
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "{place}/sources";
Dir::State::Lists "{place}/lists";
Dir::Cache "{place}/cache";
APT::Sandbox::User "";
"""
SOURCE = "Types: deb\nURIs: {mirror}\nSuites: {release}\nComponents: main\nSigned-By: {keys}\n"


class Missing(RuntimeError):
    """Something that a node needs is not on this machine; the message says what to install."""


def cache() -> Path:
    """Where programs for the tests stay; root's own home is closed to the user that a node runs as."""
    if os.geteuid() == 0:
        return Path("/var/cache/alliance-exchange")
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "alliance-exchange"


def java() -> Path:
    """The home of a Java that Elasticsearch runs on, fetched where there is none. Raises :class:`Missing`."""
    for home in _homes():
        if _fits(home):
            return home
    return _fetch()


def _homes() -> Iterator[Path]:
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if home := os.environ.get(name):
            yield Path(home)
    yield from sorted(Path("/usr/lib/jvm").glob("*"))
    yield from _unpacked().glob("usr/lib/jvm/java-*-openjdk-*")


def _unpacked() -> Path:
    return cache() / f"java-{OLDEST_JAVA}-from-{RELEASE}"


def _fits(home: Path) -> bool:
    program = home / "bin" / "java"
    if not program.exists():
        return False
    said = subprocess.run([program, "--list-modules"], capture_output=True, text=True).stdout
    version = re.search(r"^java\.base@(\d+)", said, re.MULTILINE)
    modules = {line.split("@")[0] for line in said.splitlines()}
    return version is not None and int(version[1]) >= OLDEST_JAVA and modules >= MODULES


def _fetch() -> Path:
    lacking = f"A Java of at least version {OLDEST_JAVA} is missing (ES_JAVA_HOME names one)"
    for program in ("apt-get", "dpkg-deb", "patchelf"):
        if not shutil.which(program):
            raise Missing(f"{lacking}; fetching one needs {program} (requirements/system.sh test).")
    print("Fetching Java for the tests (once) …", file=sys.stderr, flush=True)
    cache().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="unpacking-", dir=cache()) as folder:
        place = Path(folder)
        root = place / "root"
        try:
            _unpack_packages(place, root)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Missing(f"{lacking}, and Debian's could not be fetched: {error}.") from error
        _tie_together(root, _unpacked())
        place.chmod(0o755)
        with suppress(OSError):  # another process was quicker
            root.rename(_unpacked())
    for home in _homes():
        if _fits(home):
            return home
    raise Missing(f"{lacking}, and the one in {_unpacked()} does not run.")


def _unpack_packages(place: Path, root: Path) -> None:
    """Ask the machine's own mirror of Debian, with lists apart from the machine's."""
    form = "$(ORIGIN) $(COMPONENT) $(CODENAME) $(REPO_URI)"
    targets = subprocess.run(
        ["apt-get", "indextargets", "--format", form, "Created-By: Packages"],
        check=True, capture_output=True, text=True,
    ).stdout.split("\n")  # fmt: skip
    # Not the archives of updates and of security: the names of their suites have a dash.
    mirrors = [line.split()[-1] for line in targets if re.match(r"Debian main [a-z]+ ", line)]
    if not mirrors:
        raise OSError("no mirror of Debian is known here; call apt-get update")
    for name in ("sources", "lists/partial", "cache/archives/partial"):
        (place / name).mkdir(parents=True)
    source = SOURCE.format(mirror=mirrors[0], release=RELEASE, keys=KEYS)
    (place / "sources" / "next.sources").write_text(source)
    (place / "apt.conf").write_text(APT.format(place=place))
    environment = {**os.environ, "APT_CONFIG": str(place / "apt.conf")}
    for call in (["update"], ["download", *PACKAGES]):
        command = ["apt-get", "-qq", *call]
        subprocess.run(command, check=True, stdout=sys.stderr, cwd=place, env=environment)
    for package in place.glob("*.deb"):
        subprocess.run(["dpkg-deb", "--extract", package, root], check=True)


def _tie_together(root: Path, final: Path) -> None:
    """Let Java use the C library and the settings that were unpacked with it, at their final place."""
    home = next(root.glob("usr/lib/jvm/java-*-openjdk-*"))
    libraries = next(root.glob("usr/lib/*-linux-gnu*"))
    loader = next(libraries.glob("ld-linux*.so.*"))

    def at(path: Path) -> str:
        return str(final / path.relative_to(root))

    for program in (home / "bin" / "java", home / "lib" / "jspawnhelper"):
        subprocess.run(
            ["patchelf", "--set-interpreter", at(loader), "--force-rpath",
             "--set-rpath", f"{at(home / 'lib')}:{at(libraries)}", program],
            check=True,
        )  # fmt: skip
    for link in home.rglob("*"):
        if link.is_symlink() and link.readlink().as_posix().startswith("/etc/java-"):
            settings = root / link.readlink().relative_to("/")
            link.unlink()
            link.symlink_to(at(settings))
