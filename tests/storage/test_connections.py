# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every connection relies on: an acknowledged commit is on the disk, and nothing deleted stays readable there."""

from __future__ import annotations

import pytest

from app.storage.journal import Gesture
from app.storage.vault import Vault

RELIED_ON = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,  # in memory
    "cipher_status": "1",
}


def settings(vault: Vault, *, writing: bool) -> dict[str, object]:
    with vault.writing(Gesture("read", None)) if writing else vault.reading() as session:
        connection = session.connection()
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in RELIED_ON}


@pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
def test_every_connection_is_set_as_the_vault_relies_on(vault: Vault, writing: bool):
    assert settings(vault, writing=writing) == RELIED_ON


def test_what_reads_cannot_write(vault: Vault):
    with vault.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA query_only").scalar_one() == 1
    with vault.writing(Gesture("read", None)) as session:
        assert session.connection().exec_driver_sql("PRAGMA query_only").scalar_one() == 0
