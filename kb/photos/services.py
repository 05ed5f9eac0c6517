"""Keeping pictures in a city's collection, and the sizes in which pages show them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.models import Collection

from kb.models import Photo
from kb.photos.cleaning import cleaned_picture
from kb.uploads.quota import check_room, take_room

# What a page shows: small files for browsers that read them, in the widths of a phone and of a desk, and one
# that every browser reads. They are made when a picture is taken in.
WIDTHS = (480, 960)
SMALL_FORMATS = ("avif", "webp")
FALLBACK = "width-960"
SIZES = (
    *(f"width-{width}|format-{small}" for small in SMALL_FORMATS for width in WIDTHS),
    FALLBACK,
)


@transaction.atomic
def add_photo(
    upload: UploadedFile, *, collection: Collection, user: Any, description: str, credit: str
) -> Photo:
    """Keep a cleaned picture in a collection. Raises ``ValidationError``, also for too many in a day."""
    check_room(collection)
    file = cleaned_picture(upload)
    take_room(collection, file.size)
    photo = Photo(
        title=description[:255] or file.name,
        description=description,
        credit=credit,
        consent=True,
        collection=collection,
        uploaded_by_user=user,
    )
    photo.file.save(file.name, file, save=False)
    photo.file_size = file.size
    photo.save()
    photo.get_renditions(*SIZES)
    return photo


def shown_sizes(photo: Photo) -> dict[str, Any]:
    """What components/figure.html needs: ``image`` (a rendition) and ``sources`` (type, srcset).

    Raises ``OSError`` or Wagtail's ``SourceImageIOError`` where the file is gone or broken.
    """
    made = photo.get_renditions(*SIZES)
    sources = [
        {
            "type": f"image/{small}",
            "srcset": ", ".join(
                f"{rendition.url} {rendition.width}w"
                for rendition in (made[f"width-{width}|format-{small}"] for width in WIDTHS)
            ),
        }
        for small in SMALL_FORMATS
    ]
    return {"image": made[FALLBACK], "sources": sources}
