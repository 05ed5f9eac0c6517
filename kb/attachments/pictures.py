"""Pictures inside of files: place, camera and words are taken out, pixels are not touched."""

from __future__ import annotations

import struct

from PIL import Image

from kb.attachments.formats import Fault, Refused

JPEG = b"\xff\xd8"
PNG = b"\x89PNG\r\n\x1a\n"
# JFIF, colour profile, Adobe's note on colours: without these the picture looks otherwise.
KEPT_SEGMENTS = {0xE0, 0xE2, 0xEE}
NOTES_OF_PNG = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
ORIENTATION = 0x0112


def without_notes(picture: bytes, *, turned: bool = True) -> bytes:
    """A JPEG or PNG without its notes; other kinds as they are.

    ``turned`` keeps the note which side is up, where a program that shows the picture heeds it.
    """
    try:
        if picture.startswith(JPEG):
            return _jpeg(picture, turned)
        if picture.startswith(PNG):
            return _png(picture)
    except (IndexError, struct.error) as torn:
        raise Refused(Fault.BROKEN) from torn
    return picture


def _jpeg(picture: bytes, turned: bool) -> bytes:
    kept, place = [JPEG], 2
    while True:
        if picture[place] != 0xFF:
            raise Refused(Fault.BROKEN)
        marker = picture[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xDA:
            # Up to the end of the picture; nothing that hangs on behind it.
            end = picture.rfind(b"\xff\xd9")
            kept.append(picture[place : end + 2] if end > place else picture[place:])
            return b"".join(kept)
        (length,) = struct.unpack(">H", picture[place + 2 : place + 4])
        segment = picture[place : place + 2 + length]
        if marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            kept.append(_turned_as_before(segment[4:]) if turned else b"")
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in KEPT_SEGMENTS:
            kept.append(segment)
        place += 2 + length


def _turned_as_before(exif: bytes) -> bytes:
    """A note that says nothing but which side is up, where that is not the plain one."""
    old, new = Image.Exif(), Image.Exif()
    try:
        old.load(exif)
        turned = old.get(ORIENTATION, 1)
    except (OSError, SyntaxError, ValueError, struct.error):
        return b""
    if turned not in range(2, 9):
        return b""
    new[ORIENTATION] = turned
    note = new.tobytes()
    if not note.startswith(b"Exif\x00\x00"):
        note = b"Exif\x00\x00" + note
    return b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note


def _png(picture: bytes) -> bytes:
    kept, place = [PNG], len(PNG)
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        kind = picture[place + 4 : place + 8]
        if kind not in NOTES_OF_PNG:
            kept.append(picture[place : place + 12 + length])
        place += 12 + length
        if kind == b"IEND":
            break
    return b"".join(kept)
