"""``manage.py compile_catalogues``: translations from .po to .mo, without gettext's programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Django's compilemessages needs msgfmt, a system package; Babel, which we have, does the same."""

    help = "Compiles the translations (no system package needed)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile every catalogue whose .mo file is missing or older than its .po file."""
        compiled = 0
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                compiled += compile_catalogue(source)
        self.stdout.write(f"{compiled} catalogues compiled.")


def compile_catalogue(source: Path) -> bool:
    """Compile one catalogue; returns whether it had to be.

    Raises ``CommandError`` naming the file and the line of what cannot be read.
    """
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    try:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    except PoFileError as error:
        raise CommandError(
            f"{source.parent.parent.name}: {error} (line {error.lineno + 1})"
        ) from error
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return True
