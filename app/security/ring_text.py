# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a key ring holds, and its text in `keyring.json`.

There is one way only to write a given content: a text that differs from it by a byte, space included, is not read.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import cast

from app.security.derivation import Parameters
from app.security.troubles import RingUnreadable

SALT_BYTES, TAG_BYTES, NONCE_BYTES, WRAPPED_BYTES, MAC_BYTES = 32, 32, 12, 48, 32
_FORMAT, _VERSION = "maillon-keyring", 1
_LONGEST_TEXT = 1_000_000
_UNSEALED = bytes(MAC_BYTES)


@dataclass(frozen=True, order=True)
class Slot:
    """The data key wrapped for one secret; `tag` finds the slot and says nothing of whose it is."""

    tag: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True)
class RingContents:
    """All that a ring holds. `generation` grows with each change; `mac` authenticates everything else."""

    parameters: Parameters
    salt: bytes
    generation: int
    recovery: Slot
    workers: tuple[Slot, ...]
    mac: bytes = _UNSEALED

    def header(self, kind: str, tag: bytes) -> bytes:
        """Give what is bound to a slot when the data key is wrapped in it."""
        costs = self.parameters
        written = (_FORMAT, _VERSION, kind, costs.memory_kib, costs.passes, costs.lanes, self.salt.hex(), tag.hex())
        return json.dumps(written).encode()

    def authenticated(self) -> bytes:
        """Give what the MAC covers: everything but itself."""
        return _json({**self._fields(), "mac": ""}).encode()

    def to_text(self) -> str:
        """Write the one text of this content, with a checksum that tells damage from a wrong password."""
        fields = self._fields()
        return _json({**fields, "checksum": hashlib.sha256(_json(fields).encode()).hexdigest()})

    def _fields(self) -> dict[str, object]:
        costs = self.parameters
        return {
            "format": _FORMAT,
            "version": _VERSION,
            "parameters": {"memory_kib": costs.memory_kib, "passes": costs.passes, "lanes": costs.lanes},
            "salt": _text(self.salt),
            "generation": self.generation,
            "recovery": _slot_fields(self.recovery),
            "workers": [_slot_fields(slot) for slot in sorted(self.workers)],
            "mac": _text(self.mac),
        }


def read_ring_text(text: str) -> RingContents:
    """Read what `to_text` wrote. Raises RingUnreadable on anything else, RingWeakened on parameters out of bounds."""
    try:
        fields = _object(json.loads(text[:_LONGEST_TEXT]))
        contents = _contents(fields)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RingUnreadable from None
    contents.parameters.check()
    if contents.to_text() != text:
        raise RingUnreadable
    return contents


def _contents(fields: dict[str, object]) -> RingContents:
    costs = _object(fields["parameters"])
    workers = fields["workers"]
    if not isinstance(workers, list):
        raise TypeError
    return RingContents(
        Parameters(_integer(costs["memory_kib"]), _integer(costs["passes"]), _integer(costs["lanes"])),
        _bytes(fields["salt"], SALT_BYTES),
        _integer(fields["generation"]),
        _slot(fields["recovery"]),
        tuple(_slot(slot) for slot in cast("list[object]", workers)),
        _bytes(fields["mac"], MAC_BYTES),
    )


def _slot(fields: object) -> Slot:
    found = _object(fields)
    return Slot(
        _bytes(found["tag"], TAG_BYTES), _bytes(found["nonce"], NONCE_BYTES), _bytes(found["wrapped"], WRAPPED_BYTES)
    )


def _slot_fields(slot: Slot) -> dict[str, object]:
    return {"tag": _text(slot.tag), "nonce": _text(slot.nonce), "wrapped": _text(slot.wrapped)}


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError
    return cast("dict[str, object]", value)


def _integer(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError
    return value


def _bytes(value: object, length: int) -> bytes:
    read = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    if len(read) != length:
        raise ValueError
    return read


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _json(fields: dict[str, object]) -> str:
    return json.dumps(fields, indent=1) + "\n"
