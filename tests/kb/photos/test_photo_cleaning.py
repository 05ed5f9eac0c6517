"""Pictures as they are taken in: colours as they were meant, no notes, and nothing lost without a word."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from kb.photos.cleaning import cleaned_picture
from tests import colour_profiles as profiles

P3 = profiles.screen_profile(profiles.DISPLAY_P3, 2.2)
ADOBE = profiles.screen_profile(profiles.ADOBE_RGB, 2.2)


def file_of(pixels: Image.Image, kind: str = "PNG", **values: Any) -> bytes:
    stream = BytesIO()
    pixels.save(stream, kind, **values)
    return stream.getvalue()


def plain(mode: str, colour: Any, kind: str = "PNG", **values: Any) -> bytes:
    return file_of(Image.new(mode, (8, 6), colour), kind, **values)


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content)) + kind + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )  # fmt: skip


def drawn(depth: int, colours: int, row: bytes, *more: tuple[bytes, bytes]) -> bytes:
    """A PNG of one row, four pixels wide, with a depth that Pillow does not write."""
    head = struct.pack(">IIBBBBB", 4, 1, depth, colours, 0, 0, 0)
    between = b"".join(chunk(kind, content) for kind, content in more)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" + row)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + between + pixels


def taken(content: bytes, name: str = "a.jpg") -> ContentFile:
    return cleaned_picture(SimpleUploadedFile(name, content, "image/jpeg"))


def seen(content: bytes) -> Image.Image:
    return Image.open(BytesIO(taken(content).read()))


def first(content: bytes) -> Any:
    return seen(content).getpixel((0, 0))


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        taken(content)
    return str(refused.value.messages[0])


def near(found: tuple[int, ...], meant: tuple[int, ...], apart: int = 3) -> bool:
    return len(found) == len(meant) and all(
        abs(one - other) <= apart for one, other in zip(found, meant, strict=True)
    )


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        # What an iPhone writes for the reddest red that sRGB knows.
        (plain("RGB", (234, 51, 35), "JPEG", icc_profile=P3, quality=95), (255, 0, 0)),
        (plain("RGB", (234, 51, 35), icc_profile=P3), (255, 0, 0)),
        (plain("RGB", (234, 51, 35), "WEBP", icc_profile=P3, lossless=True), (255, 0, 0)),
        (plain("RGB", (219, 0, 0), icc_profile=ADOBE), (255, 0, 0)),
        (plain("RGB", (144, 255, 60), icc_profile=ADOBE), (0, 255, 0)),
        # Grey stays grey in every profile of a screen, and a profile of grey changes how light it is.
        (plain("L", 128, icc_profile=P3), (128, 128, 128)),
        (plain("L", 128, icc_profile=profiles.grey_profile(1.0)), (188, 188, 188)),
        (plain("RGB", (10, 200, 30), icc_profile=b"no profile"), (10, 200, 30)),
        (plain("RGB", (10, 200, 30), icc_profile=profiles.press_profile()), (10, 200, 30)),
        (plain("RGB", (10, 200, 30), icc_profile=profiles.grey_profile(2.2)), (10, 200, 30)),
        (drawn(8, 2, bytes((128,) * 12), (b"gAMA", struct.pack(">I", 100_000))), (186, 186, 186)),
        (drawn(8, 2, bytes((128,) * 12), (b"gAMA", struct.pack(">I", 45_455))), (128, 128, 128)),
    ],
)
def test_colours_are_those_that_were_meant(content: bytes, meant: tuple[int, ...]) -> None:
    assert near(first(content), meant)
    assert "icc_profile" not in seen(content).info


def test_a_press_picture_is_shown_by_its_own_profile() -> None:
    cyan = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    by_profile = first(file_of(cyan, "JPEG", icc_profile=profiles.press_profile(), quality=95))
    assert near(by_profile, (0, 103, 200), 12)
    assert near(first(file_of(cyan, "JPEG", quality=95)), (0, 255, 255), 6)


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        (drawn(16, 0, struct.pack(">4H", 0, 20_000, 40_000, 65_535)), [0, 78, 156, 255]),
        (drawn(16, 4, struct.pack(">8H", *(0, 65_535, 20_000, 65_535) * 2)), [0, 78, 0, 78]),
        (drawn(2, 0, b"\x1b"), [0, 85, 170, 255]),
        (drawn(1, 0, b"\x50"), [0, 255, 0, 255]),
        (drawn(16, 2, struct.pack(">12H", *sorted((0, 20_000, 40_000, 65_535) * 3))),
         [0, 78, 156, 255]),
    ],
)  # fmt: skip
def test_depth_is_scaled_and_not_cut_off(content: bytes, meant: list[int]) -> None:
    picture = seen(content).convert("L")
    assert [picture.getpixel((place, 0)) for place in range(4)] == meant


def test_what_is_clear_stays_clear_and_what_is_not_is_no_longer_called_so() -> None:
    half = first(plain("RGBA", (10, 200, 30, 90)))
    assert half == (10, 200, 30, 90)
    palette = Image.new("P", (8, 6), 1)
    palette.putpalette([0, 0, 0, 10, 200, 30])
    assert first(file_of(palette, transparency=1)) == (10, 200, 30, 0)
    assert first(file_of(palette)) == (10, 200, 30)
    grey = drawn(
        16,
        0,
        struct.pack(">4H", 0, 20_000, 40_000, 65_535),
        (b"tRNS", struct.pack(">H", 40_000)),
    )
    assert [seen(grey).getpixel((place, 0))[3] for place in range(4)] == [255, 255, 0, 255]
    colour = drawn(16, 2, struct.pack(">12H", *(0, 20_000, 40_000) * 2, *(0,) * 6),
                   (b"tRNS", struct.pack(">3H", 0, 20_000, 40_000)))  # fmt: skip
    assert [seen(colour).getpixel((place, 0))[3] for place in range(4)] == [0, 0, 255, 255]
    assert seen(plain("RGBA", (10, 200, 30, 255))).mode == "RGB"
    shown = first(plain("RGBA", (234, 51, 35, 90), icc_profile=P3))
    assert near(shown, (255, 0, 0, 90))


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (plain("RGB", 0), "PNG", "Haus-am-Fluß.png"),
        (plain("RGB", 0, "JPEG"), "JPEG", "Haus-am-Fluß.jpg"),
        (plain("RGB", 0, "WEBP"), "JPEG", "Haus-am-Fluß.jpg"),
        (plain("RGBA", (1, 2, 3, 4), "WEBP"), "PNG", "Haus-am-Fluß.png"),
    ],
)
def test_the_bytes_say_what_it_is_and_the_name_follows(
    content: bytes, kind: str, name: str
) -> None:
    for ending in ("jpg", "png", "webp", "txt"):
        file = taken(content, f"Haus am Fluß.{ending}")
        assert file.name == name
        assert Image.open(file).format == kind


def test_a_photograph_that_came_as_png_does_not_fill_the_disk() -> None:
    noise = Image.effect_noise((1200, 1200), 90).convert("RGB")
    channels = [noise.getchannel(0).rotate(90 * turn) for turn in range(3)]
    file = taken(file_of(Image.merge("RGB", channels)))
    assert Image.open(file).format == "JPEG"


def turned(number: int, order: str) -> bytes:
    """A camera's note that says which side is up, with a place of 40 kB behind it."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, number, 0)
    return b"Exif\0\0" + mark + struct.pack(f"{order}IH", 8, 1) + entry + b"Jens Zuckmayer" * 3_000


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_pictures_are_the_right_way_up_and_nobody_reads_where_they_were_taken(
    order: str, kind: str
) -> None:
    lying = Image.new("RGB", (40, 20), (255, 255, 255))
    lying.paste((200, 0, 0), (0, 0, 20, 20))
    file = taken(file_of(lying, kind, exif=turned(6, order)))
    content = file.read()
    picture = Image.open(BytesIO(content))
    assert picture.size == (20, 40)
    assert near(picture.getpixel((10, 5)), (200, 0, 0), 9)
    assert b"Zuckmayer" not in content
    assert dict(picture.getexif()) == {}


def with_segment(marker: int, content: bytes) -> bytes:
    jpeg = plain("RGB", (10, 200, 30), "JPEG", quality=95)
    segment = struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
    return jpeg[:2] + segment + jpeg[2:]


HARMLESS = {
    "a torn note of the camera": with_segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff"),
    "a note of the camera that runs in a circle": with_segment(
        0xE1, b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x87\x69\0\4\0\0\0\1\0\0\0\x08" * 100
    ),
    "a note in XMP": with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:Zuckmayer"),
    "a comment": with_segment(0xFE, b"Zuckmayer" * 5_000),
    "a torn list of further pictures": with_segment(0xE2, b"MPF\0II*\0\xff\xff\xff\xff"),
    "a torn note of Photoshop": with_segment(0xED, b"Photoshop 3.0\x008BIM\xff"),
    "a torn profile": with_segment(0xE2, b"ICC_PROFILE\0\x09\x01Zuckmayer"),
    "something between two segments": with_segment(0xFE, b"x").replace(b"\xff\xfe", b"\0\0\xff\xfe", 1),
    "a page behind": plain("RGB", (10, 200, 30), "JPEG") + b"<script>Zuckmayer</script>",
    "a packed text of 80 MB in a PNG": drawn(
        8, 2, bytes((10, 200, 30) * 4),
        (b"zTXt", b"Zuckmayer\0\0" + zlib.compress(bytes(80_000_000)))),
    "a torn text in a PNG": drawn(8, 2, bytes((10, 200, 30) * 4), (b"iTXt", b"Zuckmayer\0\1")),
    "a torn note of the camera in a PNG": drawn(8, 2, bytes((10, 200, 30) * 4), (b"eXIf", b"MM\0*")),
    "no end of a PNG": drawn(8, 2, bytes((10, 200, 30) * 4))[:-12],
}  # fmt: skip


@pytest.mark.parametrize("what", HARMLESS)
def test_notes_are_dropped_and_no_picture_is_refused_for_them(what: str) -> None:
    assert near(first(HARMLESS[what]), (10, 200, 30), 6)
    assert b"Zuckmayer" not in taken(HARMLESS[what]).read()


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (8, 6), (shade, 0, 0)) for shade in (0, 100, 200)]
    return file_of(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def box(kind: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + kind + bytes(200)


REFUSED = {
    "moving WebP": (moving("WEBP"), "moving picture"),
    "moving PNG": (moving("PNG"), "moving picture"),
    "GIF": (plain("P", 0, "GIF"), "of the kind GIF"),
    "TIFF": (plain("RGB", 0, "TIFF"), "of the kind TIFF"),
    "BMP": (plain("RGB", 0, "BMP"), "of the kind BMP"),
    "AVIF": (plain("RGB", 0, "AVIF"), "of the kind AVIF"),
    "JPEG 2000": (plain("RGB", 0, "JPEG2000"), "of the kind JPEG 2000"),
    "HEIC": (box(b"heic"), "of the kind HEIC"),
    "Photoshop": (b"8BPS" + bytes(200), "of the kind Photoshop"),
    "PDF": (b"%PDF-1.7" + bytes(200), "of the kind PDF"),
    "a page": (b"<html></html>", "no picture"),
    "torn JPEG": (plain("RGB", 0, "JPEG")[:400], "broken, or stored in a rare way"),
    "torn PNG": (plain("RGB", 0)[:46], "broken, or stored in a rare way"),
    "JPEG of twelve bits": (
        plain("RGB", 0, "JPEG").replace(b"\xff\xc0\x00\x11\x08", b"\xff\xc1\x00\x11\x0c"),
        "broken, or stored in a rare way"),
    "too many pixels": (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 9_000, 9_000, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", b"") + chunk(b"IEND", b""), "too many pixels"),
    "far too many pixels": (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", b"") + chunk(b"IEND", b""), "too many pixels"),
    "numbers of colours without the colours": (
        drawn(8, 3, bytes(4), (b"tRNS", b"\0")), "broken, or stored in a rare way"),
    "a picture without height": (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 0, 8, 2, 0, 0, 0)),
        "broken, or stored in a rare way"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_picture_that_would_be_lost_is_refused_with_its_reason(what: str) -> None:
    content, reason = REFUSED[what]
    assert reason in refusal(content)


@pytest.mark.parametrize(
    "head", [b"\xff\xd8", b"\xff\xd8\xff\xda\0\2", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\1\0WEBP"]
)
@pytest.mark.parametrize("filling", [b"\xff", b"\0", b"\xff\xe1\0\2", b"\xff\0", b"EXIF\0\0\0\0"])
def test_a_crafted_frame_is_answered_at_once(head: bytes, filling: bytes) -> None:
    assert refusal(head + filling * (100_000 // len(filling)))


def test_a_long_strip_stays_a_strip() -> None:
    assert seen(file_of(Image.new("L", (20_000, 1), 9))).size == (3_000, 1)


def test_a_torn_picture_is_refused_where_a_pdf_was_made_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """WeasyPrint tells Pillow, for the whole process, to let torn pictures pass."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert "broken" in refusal(plain("RGB", 0)[:46])
