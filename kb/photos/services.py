"""Taking in pictures: only pixels are kept, whatever the file was."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.models import Collection

from kb.disk import check_disk
from kb.models import Photo
from kb.uploads import check_room, take_room

MOST_BYTES = 15 * 1024 * 1024
# Longest side in pixels of what is kept: enough for print, little for the disk.
LONGEST_SIDE = 3000
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 88
# What a page shows: small files for browsers that read them, in the widths of a phone and of a desk, and one
# that every browser reads. They are made when a picture is taken in.
WIDTHS = (480, 960)
SMALL_FORMATS = ("avif", "webp")
FALLBACK = "width-960"
SIZES = (
    *(f"width-{width}|format-{small}" for small in SMALL_FORMATS for width in WIDTHS),
    FALLBACK,
)


def cleaned_picture(upload: UploadedFile) -> ContentFile:
    """The pixels of an upload in a new file: no place, no camera, no hidden second file.

    Raises ``ValidationError`` with a sentence that says what to do: not a picture, too large a file, too
    many pixels, broken.
    """
    if upload.size is None or upload.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 15 MB. Save the picture smaller."))
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    check_disk(upload.size)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(upload, formats=FORMATS)
            # The size stands in the first bytes: nothing is unpacked before it is known.
            if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise ValidationError(_("The picture has too many pixels. Save it smaller."))
            picture.load()
            picture = ImageOps.exif_transpose(picture)
    except ValidationError:
        raise
    except UnidentifiedImageError as fault:
        raise ValidationError(
            _("This is no picture that can be shown. Send a JPEG, PNG or WebP file.")
        ) from fault
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as fault:
        raise ValidationError(_("The picture is broken. Save it anew and try again.")) from fault
    return _written(picture, upload.name or "")


def _written(picture: Image.Image, name: str) -> ContentFile:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clear = picture.mode in ("RGBA", "LA") or "transparency" in picture.info
    kind, ending, mode = ("PNG", "png", "RGBA") if clear else ("JPEG", "jpg", "RGB")
    pixels = picture.convert(mode)
    # A new image takes only the pixels along, no notes of the old file.
    fresh = Image.new(mode, pixels.size)
    fresh.paste(pixels)
    stream = BytesIO()
    fresh.save(stream, kind, quality=QUALITY, optimize=True)
    stem = slugify(PurePath(name).stem)[:60] or "picture"
    return ContentFile(stream.getvalue(), name=f"{stem}.{ending}")


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
