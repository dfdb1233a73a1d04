# SPDX-License-Identifier: AGPL-3.0-or-later
"""The key ring of a vault: one random data key, wrapped once per worker and once for a printed recovery key.

A worker's slot bears no name. One Argon2id of the password, salted by the ring's random salt and the typed identifier,
gives 64 bytes: a key that unwraps the slot, and the tag that finds it. Whoever reads the file learns how many slots it
has, and nothing of who they belong to. Removing a slot does not take the data key from someone who kept it: for that
the vault is given a new data key, hence a new ring.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.security.data_key import KEY_BYTES, DataKey, authenticate, is_authentic
from app.security.derivation import Parameters, derive_from_password, plain_identifier
from app.security.durable import write_durably
from app.security.recovery_key import draw_recovery_key, read_recovery_key
from app.security.ring_text import NONCE_BYTES, SALT_BYTES, TAG_BYTES, RingContents, Slot, read_ring_text
from app.security.troubles import RingTampered, RingUnreadable, WrongPassword, WrongRecoveryKey
from app.security.wiping import wipe

if TYPE_CHECKING:
    from pathlib import Path

_MAC_PURPOSE = "keyring.json"
_WORKER, _RECOVERY = "worker", "recovery"


def new_ring(parameters: Parameters) -> tuple[Ring, DataKey, str]:
    """Draw a data key and its ring, without any worker yet; the third is the recovery key, to print and forget.

    Raises RingWeakened when the parameters are out of bounds.
    """
    parameters.check()
    data_key = DataKey.random()
    empty = RingContents(parameters, os.urandom(SALT_BYTES), 0, Slot(b"", b"", b""), ())
    contents, recovery_key = _with_new_recovery(empty, data_key)
    return Ring(contents), data_key, recovery_key


def save(ring: Ring, path: Path) -> None:
    """Write the ring to `path` in one step, safely on the disk when this returns. Raises OSError."""
    write_durably(path, ring.to_json().encode())


def load(path: Path) -> Ring:
    """Read a ring. Raises RingUnreadable, RingWeakened, or OSError when the file cannot be read at all."""
    try:
        return Ring.from_json(path.read_bytes().decode())
    except UnicodeDecodeError:
        raise RingUnreadable from None


class Ring:
    """A key ring in memory. Each change is sealed again with the data key; nothing is on the disk before `save`."""

    def __init__(self, contents: RingContents) -> None:
        self._contents = contents

    @property
    def parameters(self) -> Parameters:
        """What one derivation costs."""
        return self._contents.parameters

    @property
    def generation(self) -> int:
        """How many times the ring was changed; kept inside the vault, it tells an old ring put back."""
        return self._contents.generation

    @property
    def worker_slots(self) -> frozenset[str]:
        """The slots of workers, by the names `add_worker` gave."""
        return frozenset(slot.tag.hex() for slot in self._contents.workers)

    def open(self, identifier: str, password: str) -> DataKey:
        """Unwrap the data key. The identifier's case, accents and outer spaces do not count.

        Raises WrongPassword, RingWeakened (before deriving) or RingTampered.
        """
        return self.open_slot(identifier, password)[1]

    def open_slot(self, identifier: str, password: str) -> tuple[str, DataKey]:
        """Unwrap the data key as `open` does; the first is the name of the slot that answered."""
        slot, data_key = self._opened(identifier, password)
        return slot.tag.hex(), data_key

    def open_with_recovery(self, typed: str) -> DataKey:
        """Unwrap the data key with the printed recovery key.

        Raises RecoveryKeyMistyped (its check letters do not agree), WrongRecoveryKey or RingTampered.
        """
        derived = _derived_from_recovery(self._contents, read_recovery_key(typed))
        try:
            if not _answers(self._contents.recovery, derived):
                raise WrongRecoveryKey
            return _unwrapped(self._contents, _RECOVERY, self._contents.recovery, derived)
        finally:
            wipe(derived)

    def add_worker(self, data_key: DataKey, identifier: str, password: str) -> str:
        """Wrap the data key for one more worker; gives the slot's name, to be kept inside the vault only.

        Raises ValueError when the identifier or the password is empty or the pair is there already, RingTampered when
        `data_key` is not this ring's or the ring was altered. The ring cannot see that an identifier has a slot under
        another password: who has an account is written inside the vault.
        """
        _check_mac(self._contents, data_key)
        slot = self._new_slot(data_key, identifier, password)
        if slot.tag.hex() in self.worker_slots:
            raise ValueError("this worker has a slot already")
        self._contents = _resealed(self._contents, data_key, workers=(*self._contents.workers, slot))
        return slot.tag.hex()

    def remove(self, data_key: DataKey, slot_name: str) -> None:
        """Take away a worker's slot. Raises KeyError when there is none of this name, RingTampered as `add_worker`."""
        _check_mac(self._contents, data_key)
        if slot_name not in self.worker_slots:
            raise KeyError(slot_name)
        others = tuple(slot for slot in self._contents.workers if slot.tag.hex() != slot_name)
        self._contents = _resealed(self._contents, data_key, workers=others)

    def change_password(self, identifier: str, old: str, new: str) -> str:
        """Rewrap the data key, which stays the same, under a new password; gives the new slot's name.

        Raises what `open` raises, or ValueError when the new password is empty; the ring is then unchanged.
        """
        old_slot, data_key = self._opened(identifier, old)
        with data_key:
            slot = self._new_slot(data_key, identifier, new)
            others = tuple(other for other in self._contents.workers if other != old_slot)
            self._contents = _resealed(self._contents, data_key, workers=(*others, slot))
        return slot.tag.hex()

    def renew_recovery(self, data_key: DataKey) -> str:
        """Replace the recovery key; the printed one opens nothing any more. Raises RingTampered as `add_worker`."""
        _check_mac(self._contents, data_key)
        self._contents, recovery_key = _with_new_recovery(self._contents, data_key)
        return recovery_key

    def refuse_older_than(self, generation: int) -> None:
        """Raise RingTampered when the ring is older than one already seen: a former file was put back."""
        if self.generation < generation:
            raise RingTampered

    def to_json(self) -> str:
        """Write the ring as `keyring.json` holds it."""
        return self._contents.to_text()

    @classmethod
    def from_json(cls, text: str) -> Ring:
        """Read a ring; raises RingUnreadable or RingWeakened. Tampering shows when it is opened."""
        return cls(read_ring_text(text))

    def _opened(self, identifier: str, password: str) -> tuple[Slot, DataKey]:
        derived = _derived_from_password(self._contents, identifier, password)
        try:
            slot = next((slot for slot in self._contents.workers if _answers(slot, derived)), None)
            if slot is None:
                raise WrongPassword
            return slot, _unwrapped(self._contents, _WORKER, slot, derived)
        finally:
            wipe(derived)

    def _new_slot(self, data_key: DataKey, identifier: str, password: str) -> Slot:
        if not plain_identifier(identifier) or not password:
            raise ValueError("an identifier and a password are needed")
        derived = _derived_from_password(self._contents, identifier, password)
        try:
            return _wrapped(self._contents, _WORKER, data_key, derived)
        finally:
            wipe(derived)


# A secret gives 64 bytes: the first half wraps the data key, the second half is the tag of the slot.


def _derived_from_password(contents: RingContents, identifier: str, password: str) -> bytearray:
    salt = contents.salt + plain_identifier(identifier).encode()
    return derive_from_password(password, salt, contents.parameters, KEY_BYTES + TAG_BYTES)


def _derived_from_recovery(contents: RingContents, letters: str) -> bytearray:
    """Derive without Argon2: 148 bits drawn at random are out of reach of any search."""
    derived = bytearray(KEY_BYTES + TAG_BYTES)
    HKDF(SHA256(), len(derived), contents.salt, b"maillon/1/recovery").derive_into(letters.encode(), derived)
    return derived


def _answers(slot: Slot, derived: bytearray) -> bool:
    return hmac.compare_digest(slot.tag, memoryview(derived)[KEY_BYTES:])


def _wrapped(contents: RingContents, kind: str, data_key: DataKey, derived: bytearray) -> Slot:
    tag, nonce = bytes(derived[KEY_BYTES:]), os.urandom(NONCE_BYTES)
    cipher = AESGCM(memoryview(derived)[:KEY_BYTES])
    return Slot(tag, nonce, cipher.encrypt(nonce, data_key.secret, contents.header(kind, tag)))


def _unwrapped(contents: RingContents, kind: str, slot: Slot, derived: bytearray) -> DataKey:
    secret = bytearray(KEY_BYTES)
    cipher = AESGCM(memoryview(derived)[:KEY_BYTES])
    try:
        cipher.decrypt_into(slot.nonce, slot.wrapped, contents.header(kind, slot.tag), secret)
    except InvalidTag:
        raise RingTampered from None
    data_key = DataKey(secret)
    try:
        _check_mac(contents, data_key)
    except RingTampered:
        data_key.wipe()
        raise
    return data_key


def _with_new_recovery(contents: RingContents, data_key: DataKey) -> tuple[RingContents, str]:
    recovery_key = draw_recovery_key()
    derived = _derived_from_recovery(contents, read_recovery_key(recovery_key))
    slot = _wrapped(contents, _RECOVERY, data_key, derived)
    wipe(derived)
    return _resealed(replace(contents, recovery=slot), data_key, workers=contents.workers), recovery_key


def _resealed(contents: RingContents, data_key: DataKey, *, workers: tuple[Slot, ...]) -> RingContents:
    changed = replace(contents, workers=workers, generation=contents.generation + 1)
    return replace(changed, mac=authenticate(data_key, _MAC_PURPOSE, changed.authenticated()))


def _check_mac(contents: RingContents, data_key: DataKey) -> None:
    if not is_authentic(data_key, _MAC_PURPOSE, contents.authenticated(), contents.mac):
        raise RingTampered
