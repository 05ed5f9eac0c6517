"""Colours as every screen shows them: whatever a picture's numbers stand for, sRGB in eight bits comes out.

A picture is stored without its profile, so its numbers have to mean what browsers take numbers without a
profile for.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

# Profiles of printing presses have two or three megabytes.
MOST_PROFILE = 4 * 1024 * 1024
SPACES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
# What a PNG's gamma is where its numbers are meant as a screen takes them, and how far off nobody sees.
GAMMA_OF_SCREENS = 1 / 2.2
UNSEEN = 0.03
NARROWER = 255 / 65_535
SRGB = ImageCms.createProfile("sRGB")


def plain_colours(picture: Image.Image) -> Image.Image:
    """The picture in sRGB: ``RGBA`` where some of it is clear, else ``RGB``."""
    profile = picture.info.get("icc_profile")
    gamma = None if "srgb" in picture.info else picture.info.get("gamma")
    pixels = _eight_bits(picture)
    clear = _clear(pixels)
    if clear is not None or pixels.mode not in SPACES.values():
        pixels = pixels.convert("L" if pixels.mode in ("1", "L", "LA") else "RGB")
    if profile:
        pixels = _by_profile(pixels, profile)
    elif gamma:
        pixels = _by_gamma(pixels, gamma)
    pixels = pixels.convert("RGB")
    if clear is not None:
        pixels.putalpha(clear)
    return pixels


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Sixteen bits scaled to eight: Pillow alone cuts grey off at 255, which makes nearly all of it white.

    Where one level or colour is clear, it is named in sixteen bits too.
    """
    key = picture.info.get("transparency")
    if picture.mode.startswith("I"):
        grey = picture.convert("I").point(lambda level: level * NARROWER + 0.5).convert("L")
        if isinstance(key, int):
            grey.info["transparency"] = int(key * NARROWER + 0.5)
        return grey
    if isinstance(key, tuple) and any(level > 255 for level in key):
        picture.info["transparency"] = tuple(level >> 8 for level in key)
    return picture


def _clear(pixels: Image.Image) -> Image.Image | None:
    """How clear each pixel is; None where none is."""
    if not pixels.has_transparency_data:
        return None
    alpha = pixels.convert("RGBA").getchannel("A")
    return None if alpha.getextrema() == (255, 255) else alpha


def _by_profile(pixels: Image.Image, profile: bytes) -> Image.Image:
    if len(profile) > MOST_PROFILE:
        return pixels
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = SPACES.get(own.profile.xcolor_space.strip())
        if mode is None or (mode != pixels.mode and (mode, pixels.mode) != ("RGB", "L")):
            # Made for other pictures than this one.
            return pixels
        changed = ImageCms.profileToProfile(
            pixels.convert(mode),
            own,
            SRGB,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        # No profile that can be read: the numbers are taken as they are, as browsers do.
        return pixels
    return changed or pixels


def _by_gamma(pixels: Image.Image, gamma: float) -> Image.Image:
    power = GAMMA_OF_SCREENS / gamma
    if not 0.1 <= power <= 10 or abs(power - 1) < UNSEEN:
        return pixels
    levels = [round(255 * (level / 255) ** power) for level in range(256)]
    return pixels.point(levels * len(pixels.getbands()))
