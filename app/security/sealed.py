# SPDX-License-Identifier: AGPL-3.0-or-later
"""Attachments: each under its own random key, so that forgetting the key erases the file wherever it was copied."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.security.troubles import SealBroken

_HEADER = b"maillon-sealed-1"
_NONCE_BYTES, _KEY_BYTES = 12, 32


def seal(plain: bytes) -> tuple[bytes, bytes]:
    """Encrypt `plain` (AES-256-GCM) under a key of its own; gives the ciphertext and the 32-byte key.

    The ciphertext is 44 bytes longer than `plain`. The key is kept in the attachment's row, nowhere else.
    """
    key, nonce = os.urandom(_KEY_BYTES), os.urandom(_NONCE_BYTES)
    return _HEADER + nonce + AESGCM(key).encrypt(nonce, plain, _HEADER), key


def unseal(ciphertext: bytes, key: bytes) -> bytes:
    """Give back what was sealed; raises SealBroken when a byte differs or is missing, or the key is another's."""
    header, body = ciphertext[: len(_HEADER)], ciphertext[len(_HEADER) :]
    if header != _HEADER or len(key) != _KEY_BYTES or len(body) < _NONCE_BYTES:
        raise SealBroken
    try:
        return AESGCM(key).decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], _HEADER)
    except InvalidTag:
        raise SealBroken from None
