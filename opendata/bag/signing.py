"""The signature of a bag (Ed25519): who has the public key sees whose it is and that nothing was changed.

Signed is ``tagmanifest-sha256.txt``, which names the checksum of the list of checksums of all files.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from opendata.bag.restoring import BrokenBag, check_sums

SIGNED = "tagmanifest-sha256.txt"
SIGNATURE = "signature-ed25519.txt"
LONGEST_KEY = 10_000


class NoKey(Exception):
    """The file is no Ed25519 key in PEM."""


def private_key(path: Path) -> Ed25519PrivateKey:
    """The key that signs, as ``openssl genpkey -algorithm ed25519`` writes it. Raises :class:`NoKey`."""
    try:
        found = load_pem_private_key(_content(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NoKey(f"{path} holds no private key without a password.") from error
    if not isinstance(found, Ed25519PrivateKey):
        raise NoKey(f"{path} is of another algorithm than Ed25519.")
    return found


def sign(folder: Path, key: Ed25519PrivateKey) -> None:
    """Write the signature into a bag that is whole."""
    signature = base64.b64encode(key.sign((folder / SIGNED).read_bytes())).decode()
    (folder / SIGNATURE).write_text(f"{signature}\n", encoding="ascii")


def verify(folder: Path, key: Path) -> None:
    """The bag is that of whoever has the key, and whole. Raises :class:`BrokenBag` or :class:`NoKey`."""
    try:
        public = load_pem_public_key(_content(key))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NoKey(f"{key} holds no public key.") from error
    if not isinstance(public, Ed25519PublicKey):
        raise NoKey(f"{key} is of another algorithm than Ed25519.")
    try:
        signature = base64.b64decode(
            (folder / SIGNATURE).read_text(encoding="ascii"), validate=False
        )
        public.verify(signature, (folder / SIGNED).read_bytes())
    except OSError as error:
        raise BrokenBag("There is no signature.") from error
    except (InvalidSignature, ValueError, binascii.Error) as error:
        raise BrokenBag("The signature is not of this key, or the bag was changed.") from error
    check_sums(folder, SIGNED)
    check_sums(folder)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_KEY)
    except OSError as error:
        raise NoKey(f"{path} cannot be read.") from error
