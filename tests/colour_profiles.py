"""Colour profiles as cameras and presses put them into pictures, built by hand."""

from __future__ import annotations

import struct

# Red, green and blue of a screen in the profile's own space (X, Y, Z for D50).
DISPLAY_P3 = (
    (0.51512, 0.2412, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.1571, 0.06657, 0.78407),
)
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
WHITE = (0.9642, 1.0, 0.8249)


def screen_profile(primaries: tuple[tuple[float, float, float], ...], gamma: float) -> bytes:
    """A profile of three primaries and one gamma."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = {b"wtpt": _xyz(WHITE), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    tags.update(zip((b"rXYZ", b"gXYZ", b"bXYZ"), map(_xyz, primaries), strict=True))
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


def grey_profile(gamma: float) -> bytes:
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"wtpt": _xyz(WHITE), b"kTRC": curve})


def press_profile() -> bytes:
    """A press whose inks are exact: no ink is white; full cyan is a dark blue that no simple sum gives."""
    straight = bytes(range(256))
    corners = bytearray()
    for number in range(16):
        cyan, magenta, yellow, black = (number >> place & 1 for place in (3, 2, 1, 0))
        light = 255 - 150 * cyan - 100 * magenta - 40 * yellow - 255 * black
        corners += bytes((max(light, 0), 128, 128 - 60 * cyan))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0))
    table += struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    table += straight * 4 + bytes(corners) + straight * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"wtpt": _xyz(WHITE), b"A2B0": table})


def _xyz(numbers: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(number * 65_536) for number in numbers))


def _profile(device: bytes, colours: bytes, space: bytes, tags: dict[bytes, bytes]) -> bytes:
    tags[b"desc"] = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(79)
    tags[b"cprt"] = b"text\0\0\0\0none\0"
    directory, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, tag in tags.items():
        directory += name + struct.pack(">II", start + len(data), len(tag))
        data += tag + bytes(-len(tag) % 4)
    head = bytearray(128)
    head[0:4] = struct.pack(">I", start + len(data))
    head[8:12] = b"\x02\x40\0\0"
    head[12:16], head[16:20], head[20:24] = device, colours, space
    head[36:40] = b"acsp"
    head[68:80] = _xyz(WHITE)[8:]
    return bytes(head) + directory + data
