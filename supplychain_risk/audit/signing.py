"""Signing the statement of a pack with an Ed25519 key, and checking such a signature.

The signature stands in a DSSE envelope (https://github.com/secure-systems-lab/dsse) around the in-toto Statement, as
tools that check attestations read it. It says that who holds the key vouches for the pack; whose key it is, it does not
say.
"""

from __future__ import annotations

import base64
import binascii
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supplychain_risk.audit.statement import ENVELOPE, FILE_NAME
from supplychain_risk.errors import InputError, MissingExtra
from supplychain_risk.files import WRITTEN_BY_HAND, content_of, file_content, from_json

if TYPE_CHECKING:
    from securesystemslib.signer import CryptoSigner, SSlibKey

PAYLOAD = "application/vnd.in-toto+json"
"""What DSSE calls an in-toto Statement in JSON."""
_MAKE = "openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out key.pub.pem"


class Signing:
    """An Ed25519 key to sign packs with, read from a PEM file (PKCS #8, without a password).

    Raises:
        MissingExtra: the library that signs is not installed.
        InputError: the file is no such key.
    """

    def __init__(self, key: str | Path) -> None:
        self._signer = _signer(Path(key))

    def sign(self, statement: bytes) -> bytes:
        """The envelope of a statement. Equal statements and keys give equal bytes."""
        from securesystemslib.dsse import Envelope

        envelope = Envelope(statement, PAYLOAD, {})
        envelope.sign(self._signer)
        return json.dumps(envelope.to_dict(), indent=2, sort_keys=True).encode() + b"\n"


def unsigned(folder: Path) -> str:
    """What is the matter with a pack's envelope as far as it shows without a key, in a sentence; "" if nothing."""
    path = folder / ENVELOPE
    if not path.is_file():
        return ""
    payload, _ = _read(path)
    if payload is None:
        return f"{ENVELOPE} is no signed statement."
    if payload != content_of(folder / FILE_NAME, WRITTEN_BY_HAND):
        return f"{FILE_NAME} is not the statement that was signed."
    return ""


def signature_faults(folder: Path, key: str | Path) -> tuple[str, ...]:
    """What speaks against a pack being signed with the private key of a public one, in sentences; none if it is.

    Args:
        folder: the pack.
        key: the public key, as a PEM file.

    Raises:
        MissingExtra: the library that checks is not installed.
        InputError: the file is no public Ed25519 key.
    """
    public = _public(Path(key))
    path = folder / ENVELOPE
    if not path.is_file():
        return (f"The pack is not signed: it has no {ENVELOPE}.",)
    if fault := unsigned(folder):
        return (fault,)
    payload, signatures = _read(path)
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import Error
    from securesystemslib.signer import Signature

    signed = Envelope(payload or b"", PAYLOAD, {}).pae()
    for signature in signatures:
        try:
            # the id of a key is a hint in DSSE: another tool may have named it otherwise
            public.verify_signature(Signature(public.keyid, signature.hex()), signed)
            return ()
        except Error:
            continue
    return (f"The signature was not made with the key of {Path(key).name}.",)


def is_signed(folder: Path) -> bool:
    """Whether a pack has a signature."""
    return (folder / ENVELOPE).is_file()


def _read(path: Path) -> tuple[bytes | None, tuple[bytes, ...]]:
    """The payload of an envelope, None if it is none, and its signatures."""
    try:
        content: Any = from_json(content_of(path, WRITTEN_BY_HAND))
        if content["payloadType"] != PAYLOAD:
            return None, ()
        payload = base64.b64decode(content["payload"], validate=True)
        return payload, tuple(base64.b64decode(one["sig"], validate=True) for one in content["signatures"])
    except (ValueError, KeyError, TypeError, binascii.Error):
        return None, ()


def _bytes(path: Path) -> bytes:
    return file_content(path, f"Make a pair of keys: {_MAKE}", most=WRITTEN_BY_HAND)


def _extra() -> MissingExtra:
    return MissingExtra(
        "signing and checking signatures need securesystemslib and cryptography",
        hint="Install them with: pip install 'supplychain-risk[sign]'",
    )


def _signer(path: Path) -> CryptoSigner:
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
        from securesystemslib.signer import CryptoSigner
    except ImportError as error:
        raise _extra() from error
    content = _bytes(path)
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError) as error:
        what = "is locked with a password" if isinstance(error, TypeError) else "is no private key in PEM form"
        raise InputError(what, where=path.name, hint=f"Give a key made so: {_MAKE}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError("is no Ed25519 key", where=path.name, hint=f"Give a key made so: {_MAKE}")
    return CryptoSigner(key)


def _public(path: Path) -> SSlibKey:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
        from securesystemslib.signer import SSlibKey
    except ImportError as error:
        raise _extra() from error
    content = _bytes(path)
    hint = "Give the public key, as `openssl pkey -in key.pem -pubout -out key.pub.pem` writes it."
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InputError("is no public key in PEM form", where=path.name, hint=hint) from error
    if not isinstance(key, Ed25519PublicKey):
        raise InputError("is no Ed25519 key", where=path.name, hint=hint)
    return SSlibKey.from_crypto(key)
