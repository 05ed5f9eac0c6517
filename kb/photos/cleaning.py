"""Whatever is stored as a picture has been through here: only pixels are kept, whatever the file was."""

from __future__ import annotations

import warnings
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, UnidentifiedImageError

from kb.attachments.pictures import bare
from kb.photos.colours import plain_colours
from kb.uploads.disk import check_disk
from kb.uploads.file_names import safe_stem

MOST_BYTES = 15 * 1024 * 1024
# Longest side in pixels of what is kept: enough for print, little for the disk.
LONGEST_SIDE = 3000
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 88
# Where neighbouring pixels can be mixed as they are: no numbers of a palette, no grey of sixteen bits.
MIXABLE = {"L", "LA", "RGB", "RGBA", "CMYK"}
# A drawing stays as sharp as it came; a photograph that came as PNG would fill the disk.
LARGEST_DRAWING = 2 * 1024 * 1024
# How files begin that are pictures, or taken for some, but not of a kind that is taken: place, bytes, name.
OTHER_KINDS = (
    (0, b"GIF8", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"),
    (0, b"II+\x00", "TIFF"),
    (0, b"MM\x00+", "TIFF"),
    (0, b"8BPS", "Photoshop"),
    (0, b"%PDF-", "PDF"),
    (0, b"\xff\x0a", "JPEG XL"),
    (0, b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (0, b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG 2000"),
    (4, b"ftypavi", "AVIF"),
    (4, b"ftyphe", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (4, b"ftypmsf1", "HEIC"),
    (4, b"ftypcrx", "RAW"),
    (0, b"\x00\x00\x01\x00", "ICO"),
)
# How to turn the pixels upright, by the camera's note.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def cleaned_picture(upload: File) -> ContentFile:
    """The pixels of an upload in a new file: no place, no camera, no hidden second file; colours in sRGB.

    The name decides nothing; the new one ends in what the file is. Raises ``ValidationError`` with a
    sentence that says why it is not taken and what to do.
    """
    if upload.size is None or upload.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 15 MB. Save the picture smaller."))
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    check_disk(upload.size)
    upload.seek(0)
    found = bare(upload.read())
    # WeasyPrint's import has torn pictures pass, in the whole process (weasyprint/images.py).
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(BytesIO(found.content), formats=FORMATS)
            _refuse_what_would_be_lost(picture)
            is_png = picture.format == "PNG"
            picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            picture.load()
            if picture.mode in MIXABLE and "transparency" not in picture.info:
                # Before a second copy of all pixels is made.
                picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            pixels = plain_colours(picture)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise ValidationError(_too_many_pixels()) from fault
    except UnidentifiedImageError as fault:
        raise ValidationError(_why_no_picture(found.content)) from fault
    except Exception as fault:
        # Pillow meets torn files with whatever exception its place in the code gives, assertions included.
        raise ValidationError(_broken()) from fault
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if found.orientation in UPRIGHT:
        pixels = pixels.transpose(UPRIGHT[found.orientation])
    return _written(pixels, is_png=is_png, name=upload.name or "")


def _refuse_what_would_be_lost(picture: Image.Image) -> None:
    """Ask for another file where too much would have to be unpacked or only a part would be kept."""
    # The size stands in the first bytes: nothing is unpacked before it is known.
    if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(_too_many_pixels())
    if getattr(picture, "n_frames", 1) > 1:
        raise ValidationError(
            _("This is a moving picture, and only still ones are shown. Save one picture of it.")
        )


def _why_no_picture(content: bytes) -> str:
    for place, begins, kind in OTHER_KINDS:
        if content.startswith(begins, place):
            return _(
                "This is a file of the kind %(kind)s. Open it, save it as JPEG or PNG, and send that."
            ) % {"kind": kind}
    if content.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
        return _broken()
    return _("This is no picture that can be shown. Send a JPEG, PNG or WebP file.")


def _too_many_pixels() -> str:
    return _("The picture has too many pixels. Save it smaller.")


def _broken() -> str:
    return _(
        "The picture cannot be read: it is broken, or stored in a rare way. Open it, save it anew as JPEG, "
        "and try again."
    )


def _written(pixels: Image.Image, *, is_png: bool, name: str) -> ContentFile:
    # A new image takes only the pixels along, no notes of the old file.
    fresh = Image.new(pixels.mode, pixels.size)
    fresh.paste(pixels)
    stem = safe_stem(name, otherwise="picture")
    if is_png or fresh.mode == "RGBA":
        drawn = _saved(fresh, "PNG", optimize=True)
        if fresh.mode == "RGBA" or len(drawn) <= LARGEST_DRAWING:
            return ContentFile(drawn, name=f"{stem}.png")
    return ContentFile(_saved(fresh, "JPEG", quality=QUALITY, optimize=True), name=f"{stem}.jpg")


def _saved(picture: Image.Image, kind: str, **how: int | bool) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()
