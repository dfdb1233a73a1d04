# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a typed password to keys: Argon2id (RFC 9106), its bounds and its calibration."""

from __future__ import annotations

import hashlib
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.security.troubles import RingWeakened

LEAST_MEMORY_KIB, MOST_MEMORY_KIB = 64 * 1024, 1024 * 1024
FEWEST_PASSES, MOST_PASSES = 3, 12
MOST_LANES = 16
CALIBRATED_MEMORY_KIB = 256 * 1024  # what calibration allows itself: an old PC of a rural antenna has 4 GiB in all


@dataclass(frozen=True)
class Parameters:
    """What one derivation costs: memory in KiB, passes over it, and lanes computed side by side."""

    memory_kib: int = LEAST_MEMORY_KIB
    passes: int = FEWEST_PASSES
    lanes: int = 4

    def check(self) -> None:
        """Raise RingWeakened when they are below the floor, or so high that deriving would exhaust the machine."""
        within = (
            LEAST_MEMORY_KIB <= self.memory_kib <= MOST_MEMORY_KIB
            and FEWEST_PASSES <= self.passes <= MOST_PASSES
            and 1 <= self.lanes <= MOST_LANES
        )
        if not within:
            raise RingWeakened


def derive_from_password(password: str, salt: bytes, parameters: Parameters, length: int) -> bytearray:
    """Derive `length` bytes from `password`, alike however its accents are encoded (NFC). Raises RingWeakened."""
    parameters.check()
    derived = bytearray(length)
    argon2 = Argon2id(
        salt=hashlib.sha256(b"maillon/1/password" + salt).digest(),
        length=length,
        iterations=parameters.passes,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    )
    argon2.derive_into(unicodedata.normalize("NFC", password).encode(), derived)
    return derived


def plain_identifier(typed: str) -> str:
    """Reduce a typed identifier to what derivation takes: no case, accents or outer spaces.

    It must never change: a ring made with another rule would not open. Hence a rule of its own, not that of names.
    """
    decomposed = unicodedata.normalize("NFKD", typed.casefold())
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())


def seconds_to_derive(parameters: Parameters) -> float:
    """Measure one derivation on this machine, in seconds."""
    start = time.perf_counter()
    derive_from_password("mesure", b"", parameters, 64)
    return time.perf_counter() - start


def calibrate(target_seconds: float = 1.0, measured: Callable[[Parameters], float] = seconds_to_derive) -> Parameters:
    """Choose parameters with which a derivation takes about `target_seconds` here, never below the floor.

    Memory is raised first, to 256 MiB at most, then the passes, to 12 at most. The cost is measured once, at the floor
    (64 MiB, 3 passes, 4 lanes), and taken as proportional: 190 ms on a shared two-core virtual machine with
    cryptography 50, against 1.1 s for 256 MiB and 3 passes there on one lane.
    """
    floor = Parameters()
    affordable = target_seconds / max(measured(floor), 1e-6)
    memory = LEAST_MEMORY_KIB
    while memory < CALIBRATED_MEMORY_KIB and affordable >= 2 * memory / LEAST_MEMORY_KIB:
        memory *= 2
    passes = int(FEWEST_PASSES * affordable * LEAST_MEMORY_KIB / memory)
    return Parameters(memory, min(max(passes, FEWEST_PASSES), MOST_PASSES), floor.lanes)
