"""``manage.py round_trip``: what becomes of a text that is typed into a box, line by line of JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from kb.texts.plain_text import shown_text, to_html, to_text

MOST_BYTES = 1_000_000


class Command(BaseCommand):
    help = (
        'Reads lines of JSON {"text": …}, each as typed into a text box, and prints one line each: '
        '{"page": what a page shows as plain text, "box": what the box shows when it is opened again}. '
        'A line that is none becomes {"error": …}, and the command ends with 1.'
    )
    # The words alone decide: neither checks nor a database are asked.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Each line as it comes, so that another program can talk to this one."""
        failed = False
        stream = getattr(sys.stdin, "buffer", None)
        for line in stream if stream is not None else sys.stdin:
            if not line.strip():
                continue
            answer = _answer(line)
            failed = failed or "error" in answer
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
        if failed:
            sys.exit(1)


def _answer(line: bytes | str) -> dict[str, str]:
    if len(line) > MOST_BYTES:
        return {"error": f"A line has at most {MOST_BYTES} bytes."}
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": "The line is not JSON."}
    text = asked.get("text") if isinstance(asked, dict) else None
    if not isinstance(text, str):
        return {"error": 'The line has no "text" in words.'}
    html = to_html(text)
    return {"page": shown_text(html), "box": to_text(html)}
