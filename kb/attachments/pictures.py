"""Pictures' notes: place, camera and words are taken out, pixels are not touched.

Only the frame of a picture is read here, nothing is unpacked. A frame that is torn is kept up to the tear, as
every program that shows pictures reads it: no picture is refused or lost for its notes.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from PIL import Image

JPEG = b"\xff\xd8"
PNG = b"\x89PNG\r\n\x1a\n"
EXIF = b"Exif\x00\x00"
# JFIF, colour profile, Adobe's note on colours: without these the picture looks otherwise. Other notes stand
# under the same numbers, so each is known by how it begins.
KEPT_SEGMENTS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
# Where the packed pixels of a JPEG end: at a mark that is neither a stuffed byte nor a restart.
END_OF_PIXELS = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
KEPT_CHUNKS = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
    b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
NOTES_OF_WEBP = {b"EXIF", b"XMP "}
# In WebP's first chunk: that there is a note of the camera, and one in XMP.
FLAGS_OF_NOTES = 0x08 | 0x04
ORIENTATION = 0x0112
UPRIGHT = 1


@dataclass(frozen=True)
class Bare:
    """A picture without its notes, and which side was up by them (as in EXIF, 1 to 8)."""

    content: bytes
    orientation: int = UPRIGHT


def bare(picture: bytes) -> Bare:
    """A JPEG, PNG or WebP without its notes; other kinds as they are."""
    if picture.startswith(JPEG):
        return _jpeg(picture)
    if picture.startswith(PNG):
        return _png(picture)
    if picture.startswith(b"RIFF") and picture[8:12] == b"WEBP":
        return _webp(picture)
    return Bare(picture)


def without_notes(picture: bytes, *, turned: bool = True) -> bytes:
    """The same picture without its notes.

    ``turned`` keeps the note which side of a JPEG is up, where a program that shows the picture heeds it.
    """
    found = bare(picture)
    if not turned or found.orientation == UPRIGHT or not picture.startswith(JPEG):
        return found.content
    new = Image.Exif()
    new[ORIENTATION] = found.orientation
    note = new.tobytes()
    note = note if note.startswith(EXIF) else EXIF + note
    segment = b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note
    return JPEG + segment + found.content[len(JPEG) :]


def _jpeg(picture: bytes) -> Bare:
    kept, place, orientation = [JPEG], len(JPEG), UPRIGHT
    while True:
        # Programs that show pictures skip what stands between two segments.
        place = picture.find(b"\xff", place)
        if place < 0 or place + 4 > len(picture):
            return Bare(b"".join(kept), orientation)
        marker = picture[place + 1]
        if marker in (0xFF, 0x00, 0x01) or 0xD0 <= marker <= 0xD8:
            place += 1 if marker == 0xFF else 2
            continue
        if marker == 0xD9:
            kept.append(b"\xff\xd9")
            return Bare(b"".join(kept), orientation)
        (length,) = struct.unpack(">H", picture[place + 2 : place + 4])
        end = place + 2 + max(length, 2)
        segment = picture[place:end]
        if marker == 0xDA:
            # The pixels; further ones and tables may follow, and then nothing that hangs on behind the end.
            over = END_OF_PIXELS.search(picture, end)
            end = over.start() if over else len(picture)
            kept.append(picture[place:end])
            if end + 4 > len(picture):
                kept.append(picture[end : end + 2])
                return Bare(b"".join(kept), orientation)
        elif marker == 0xE1:
            if segment[4:10] == EXIF:
                orientation = _orientation(segment[10:])
        elif 0xE0 <= marker <= 0xEF:
            begins = KEPT_SEGMENTS.get(marker)
            kept.append(segment if begins and segment[4:].startswith(begins) else b"")
        elif marker != 0xFE:
            kept.append(segment)
        place = end


def _png(picture: bytes) -> Bare:
    kept, place, orientation = [PNG], len(PNG), UPRIGHT
    while place + 8 <= len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        kind = picture[place + 4 : place + 8]
        if kind in KEPT_CHUNKS:
            kept.append(picture[place : place + 12 + length])
        elif kind == b"eXIf":
            orientation = _orientation(picture[place + 8 : place + 8 + length])
        place += 12 + length
        if kind == b"IEND":
            break
    return Bare(b"".join(kept), orientation)


def _webp(picture: bytes) -> Bare:
    kept, place, orientation = list[bytes](), 12, UPRIGHT
    while place + 8 <= len(picture):
        kind = picture[place : place + 4]
        (length,) = struct.unpack("<I", picture[place + 4 : place + 8])
        chunk = picture[place : place + 8 + length + length % 2]
        if kind == b"EXIF":
            orientation = _orientation(chunk[8 : 8 + length].removeprefix(EXIF))
        elif kind == b"VP8X" and len(chunk) > 8:
            kept.append(chunk[:8] + bytes([chunk[8] & ~FLAGS_OF_NOTES]) + chunk[9:])
        elif kind not in NOTES_OF_WEBP:
            kept.append(chunk)
        place += len(chunk)
    body = b"WEBP" + b"".join(kept)
    return Bare(b"RIFF" + struct.pack("<I", len(body)) + body, orientation)


def _orientation(tiff: bytes) -> int:
    """Which side is up, from the first list of a camera's note; upright where that cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(count):
            tag, _kind, _count, value = struct.unpack_from(
                f"{order}HHIH", tiff, start + 2 + 12 * number
            )
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        return UPRIGHT
    return UPRIGHT
