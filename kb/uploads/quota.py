"""How much one city may upload in a day: pictures and files together, by number and by size.

What is counted is what is stored; how large that is, is known only once an upload has been cleaned.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Collection

from kb.models import Attachment, Photo


def check_room(collection: Collection, size: int = 0) -> None:
    """Raise ``ValidationError`` where a city may add no more today, or nothing of this size in bytes."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    number, stored = 0, 0
    for model in (Attachment, Photo):
        added = model.objects.filter(collection=collection, created_at__gte=today).aggregate(
            number=Count("pk"), size=Sum("file_size", default=0)
        )
        number, stored = number + added["number"], stored + added["size"]
    if number >= settings.CITY_UPLOADS_A_DAY or stored + size > settings.CITY_UPLOAD_BYTES_A_DAY:
        raise ValidationError(
            _(
                "Your city has added as many pictures and files today as it may. Nothing was stored. "
                "It goes on at %(moment)s (UTC)."
            ),
            params={"moment": date_format(today + timedelta(days=1), "DATETIME_FORMAT")},
        )


def take_room(collection: Collection, size: int) -> None:
    """The same for an upload that is stored in this transaction; one of a city waits for the other."""
    Collection.objects.select_for_update().get(pk=collection.pk)
    check_room(collection, size)
