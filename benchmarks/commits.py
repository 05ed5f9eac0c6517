"""Two commits beside each other: each measured by these very benchmarks, in a git worktree of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.growth import Figure
from benchmarks.tables import table

HERE = Path(__file__).parent


def compared(commits: Sequence[str], sizes: Sequence[int]) -> str:
    """The table of all pages among many records, by the older and the newer commit."""
    older, newer = (_measured(commit, sizes) for commit in commits)
    rows = []
    for name in (name for name in newer[1] if name in older[1]):
        before, now = older[1][name], newer[1][name]
        rows.append(
            [
                name,
                f"{before.ms:.1f}",
                f"{now.ms:.1f}",
                f"{before.ms / older[0][name].ms:.1f}",
                f"{now.ms / newer[0][name].ms:.1f}",
                f"{before.sql_ms:.1f} → {now.sql_ms:.1f}",
                f"{before.queries} → {now.queries}",
            ]
        )
    names = [f"ms, {commit}" for commit in commits]
    growth = [f"times {sizes[0]:,}, {commit}" for commit in commits]
    return table(["page", *names, *growth, "ms in SQL", "SQL queries"], rows)


def _measured(commit: str, sizes: Sequence[int]) -> list[dict[str, Figure]]:
    """The figures of a commit, on a database server of its own."""
    with tempfile.TemporaryDirectory(prefix="alliance-commit-") as folder:
        tree, figures = Path(folder) / "tree", Path(folder) / "figures.json"
        _run("git", "worktree", "add", "--detach", str(tree), commit, cwd=HERE.parent)
        try:
            shutil.copytree(HERE, tree / "benchmarks", dirs_exist_ok=True)
            for command in ("compile_catalogues", "compile_fonts"):
                _run(sys.executable, "manage.py", command, cwd=tree)
            measure = [sys.executable, "-m", "benchmarks.pages", "--json", str(figures)]
            measure += ["--sizes", *map(str, sizes)]
            _run(sys.executable, "-m", "tests.postgres", *measure, cwd=tree)
            found = json.loads(figures.read_text())
        finally:
            _run("git", "worktree", "remove", "--force", str(tree), cwd=HERE.parent)
    return [{name: Figure(**values) for name, values in some.items()} for some in found]


def _run(*command: str, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, check=True)
