"""What the guard finds in texts of a set, by kind and language, and which records it takes for the same work.

``python -m benchmarks.guard`` prints Markdown tables for the sets ``first``, ``second`` and ``third``; ``--set`` for one of
them, ``--missed`` what was answered wrongly, ``--duplicates`` the likely duplicates in a temporary database.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

HERE = Path(__file__).parent
SETS = ("first", "second", "third")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, action="append", dest="sets")
    parser.add_argument("--missed", action="store_true")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    import django

    django.setup()
    from benchmarks.guard.texts import measured

    for name in arguments.sets or SETS:
        print(f"\n## {name}\n")
        shown, wrong = measured(HERE / name)
        print(shown)
        if arguments.missed:
            for text in wrong:
                print(f"- {text.language} {text.kind} {text.country}: {text.words!r}")


if __name__ == "__main__":
    main()
