# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest

from app.security.derivation import Parameters, calibrate, derive_from_password, seconds_to_derive
from app.security.troubles import RingWeakened

FLOOR = Parameters()


def machine(floor_seconds):
    """Give the cost of a derivation on a machine where it is exactly proportional to memory and passes."""
    return lambda parameters: floor_seconds * parameters.memory_kib * parameters.passes / (65536 * 3)


def test_the_floor_is_the_default_and_is_accepted():
    assert (FLOOR.memory_kib, FLOOR.passes) == (64 * 1024, 3)
    FLOOR.check()
    assert seconds_to_derive(FLOOR) > 0


@pytest.mark.parametrize(
    ("floor_seconds", "memory_mib", "passes"),
    [
        (2.0, 64, 3),
        (0.6, 64, 5),
        (0.5, 128, 3),
        (0.3, 128, 5),
        (0.25, 256, 3),
        (0.1, 256, 7),
        (0.01, 256, 12),
        (0.0, 256, 12),
    ],
)
def test_calibration_spends_the_time_given_memory_first(floor_seconds, memory_mib, passes):
    chosen = calibrate(1.0, machine(floor_seconds))
    assert (chosen.memory_kib // 1024, chosen.passes) == (memory_mib, passes)
    chosen.check()
    assert machine(floor_seconds)(chosen) <= max(1.0, floor_seconds)


def test_calibration_on_this_machine_never_goes_below_the_floor():
    assert calibrate(0.0) == FLOOR


def test_a_derivation_depends_on_the_password_the_salt_and_the_parameters():
    reference = derive_from_password("mot", b"sel", FLOOR, 64)
    assert len(reference) == 64
    assert derive_from_password("mot", b"sel", FLOOR, 64) == reference
    others = [
        derive_from_password("Mot", b"sel", FLOOR, 64),
        derive_from_password("mot", b"Sel", FLOOR, 64),
        derive_from_password("mot", b"sel", Parameters(passes=4), 64),
    ]
    assert reference not in others


def test_a_derivation_under_the_floor_is_refused():
    with pytest.raises(RingWeakened):
        derive_from_password("mot", b"sel", Parameters(passes=2), 64)
