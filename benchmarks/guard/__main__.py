"""What the guard finds in texts of a set, by kind and language, and which records it takes for the same work.

``python -m benchmarks.guard`` prints Markdown tables for the sets of texts, ``--set`` for one of them,
``--missed`` what was answered wrongly. ``--site`` fills a temporary database with the demonstration
records and prints the likely duplicates of the works of ``works.yaml`` and the time that all checks of a full
case with five files take.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SETS = tuple(sorted(folder.name for folder in HERE.iterdir() if (folder / "en.txt").exists()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, action="append", dest="sets")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument(
        "--untouched", action="store_true", help="the third of each set that nothing was mended for"
    )
    parser.add_argument("--site", action="store_true")
    arguments = parser.parse_args()
    if arguments.site:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/guard.sqlite3"
            _of_a_site(missed=arguments.missed)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    import django

    django.setup()
    from benchmarks.guard.texts import measured

    for name in arguments.sets or SETS:
        print(f"\n## {name}\n")
        shown, wrong = measured(HERE / name, untouched=arguments.untouched)
        print(shown)
        if arguments.missed:
            for text in wrong:
                print(f"- {text.language} {text.kind} {text.country}: {text.words!r}")


def _of_a_site(*, missed: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    import django

    django.setup()
    from benchmarks.guard.site import WORKS, duplicates, full_case, prepare

    prepare()
    for file in WORKS:
        shown, wrong = duplicates(file)
        print(f"## Likely duplicates: {file}\n\n{shown}\n", flush=True)
        if missed:
            print("\n".join(f"- {line}" for line in wrong))
    print(f"\n## A full case with five files\n\n{full_case()}", flush=True)


if __name__ == "__main__":
    main()
