# SPDX-License-Identifier: AGPL-3.0-or-later
"""The data key of a vault, and the keys derived from it."""

from __future__ import annotations

import hmac
import os
from typing import TYPE_CHECKING, NoReturn

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.security.troubles import KeyWiped
from app.security.wiping import wipe

if TYPE_CHECKING:
    from types import TracebackType

KEY_BYTES = 32


class DataKey:
    """The random 256-bit key from which every key of a vault derives, held so that it can be wiped.

    Used as a context manager it is wiped on leaving. It never shows its content, and is neither copied nor pickled.
    """

    __slots__ = ("_secret",)

    def __init__(self, secret: bytearray) -> None:
        """Take `secret` (32 bytes) over: wiping the key wipes that very buffer. Raises ValueError on another length."""
        if len(secret) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._secret: bytearray | None = secret

    @classmethod
    def random(cls) -> DataKey:
        """Draw a new key from the system's generator."""
        return cls(bytearray(os.urandom(KEY_BYTES)))

    @property
    def secret(self) -> bytearray:
        """Give the buffer itself, not a copy; raises KeyWiped once wiped."""
        if self._secret is None:
            raise KeyWiped
        return self._secret

    def wipe(self) -> None:
        """Overwrite the key; wiping twice does no harm."""
        if self._secret is not None:
            wipe(self._secret)
            self._secret = None

    def __enter__(self) -> DataKey:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return "<DataKey wiped>" if self._secret is None else "<DataKey>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a data key is neither copied nor pickled")


def derive_subkey(data_key: DataKey, purpose: str) -> bytes:
    """Derive the 32-byte key of one purpose (HKDF-SHA256, RFC 5869): « database », « erased.json »…

    Two purposes never share a key, and none tells anything of the data key or of another purpose's. Raises ValueError
    when `purpose` is empty, KeyWiped after a wipe.
    """
    if not purpose:
        raise ValueError("a derived key needs a purpose")
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"maillon/1/" + purpose.encode()).derive(data_key.secret)


def authenticate(data_key: DataKey, purpose: str, content: bytes) -> bytes:
    """Compute the 32-byte proof (HMAC-SHA256) that `content` was written by a holder of the data key."""
    return hmac.digest(derive_subkey(data_key, purpose), content, "sha256")


def is_authentic(data_key: DataKey, purpose: str, content: bytes, proof: bytes) -> bool:
    """Tell whether `proof` is the one `authenticate` gave for this purpose and content."""
    return hmac.compare_digest(authenticate(data_key, purpose, content), proof)
