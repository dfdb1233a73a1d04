# SPDX-License-Identifier: AGPL-3.0-or-later
"""Vaults for the tests of storage: one encrypted, one on PostgreSQL, both at the present schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.storage.vault import Vault
from tests.engines import Clock, new_vault, server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path, clock: Clock) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "vault", clock)
    yield opened
    opened.close()


@pytest.fixture
def postgres_engine() -> Iterator[sa.Engine]:
    engine = server().new_database(server().template())
    yield engine
    server().drop_database(engine)


@pytest.fixture
def empty_postgres_engine() -> Iterator[sa.Engine]:
    engine = server().new_database()
    yield engine
    server().drop_database(engine)


@pytest.fixture(params=["sqlcipher", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Vault:
    """A vault on each of the two engines in turn."""
    if request.param == "sqlcipher":
        return request.getfixturevalue("vault")
    engine: sa.Engine = request.getfixturevalue("postgres_engine")
    return Vault(engine, engine, tmp_path, clock)
