"""Archives that may hurt: looked through before anything is unpacked."""

from __future__ import annotations

import stat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from kb.attachments.formats import Fault, Refused

MOST_MEMBERS = 5_000
MOST_UNPACKED = 150 * 1024 * 1024
# A large table packs to a fiftieth; what packs better and is large was made to hurt.
MOST_RATIO = 100
FREE_OF_RATIO = 20 * 1024 * 1024
LONGEST_NAME = 240
ENCRYPTED_FLAG = 0x1


def checked_members(archive: ZipFile, size: int) -> list[ZipInfo]:
    """The members, if names and sizes are those of an honest file; nothing is unpacked for it."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Refused(Fault.UNPACKS_TOO_FAR)
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or (unpacked > FREE_OF_RATIO and unpacked > MOST_RATIO * size):
        raise Refused(Fault.UNPACKS_TOO_FAR)
    names: set[str] = set()
    kept = []
    for member in members:
        name = member.filename
        if member.flag_bits & ENCRYPTED_FLAG:
            raise Refused(Fault.PASSWORD)
        if (
            member.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
            or name.casefold() in names
            or len(name) > LONGEST_NAME
            or _leads_out(member)
        ):
            raise Refused(Fault.BROKEN)
        names.add(name.casefold())
        if not member.is_dir():
            kept.append(member)
    return kept


def unpacked(archive: ZipFile, member: ZipInfo) -> bytes:
    """A member's content: no more than the size it declared, and those have been added up."""
    with archive.open(member) as part:
        return part.read()


def _leads_out(member: ZipInfo) -> bool:
    name = member.orig_filename
    steps = name.split("/")
    return (
        name.startswith("/")
        or ".." in steps
        or any(mark in name for mark in ("\\", ":", "\x00"))
        or stat.S_ISLNK(member.external_attr >> 16)
    )
