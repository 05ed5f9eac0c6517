"""How often an address asked in a minute, by all web processes together (``kb.http.rate_limits``)."""

from __future__ import annotations

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

MINUTES_KEPT = 2


class Burst(models.Model):
    """One row per kind of request, minute and hashed address, of those who ask much; gone minutes later."""

    asker = models.CharField(max_length=80, primary_key=True)
    minute = models.BigIntegerField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("burst")
        verbose_name_plural = _("bursts")

    def __str__(self) -> str:
        return self.asker

    @classmethod
    def add(cls, asker: str, minute: int, number: int) -> int:
        """Add what one process has counted; returns what all have. In one statement, so that none is lost."""
        cls.forget_before(minute)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {cls._meta.db_table} (asker, minute, number) VALUES (%s, %s, %s) "  # noqa: S608
                f"ON CONFLICT (asker) DO UPDATE SET number = {cls._meta.db_table}.number + excluded.number "
                "RETURNING number",
                [asker, minute, number],
            )
            return int(cursor.fetchone()[0])

    @classmethod
    def forget_before(cls, minute: int) -> None:
        """Nobody needs what was counted minutes ago."""
        cls.objects.filter(minute__lt=minute - MINUTES_KEPT).delete()
