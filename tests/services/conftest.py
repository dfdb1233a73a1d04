# SPDX-License-Identifier: AGPL-3.0-or-later
"""An office at work: a real vault, two workers, the service’s own record, Tuesday 24 November 2026 at 10:42."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from app.models.organisation import Organisation
from app.models.worker import Worker
from app.services.catalogues import shipped
from app.services.office import Office
from app.storage.journal import Gesture
from app.storage.vault import Vault, open_vault
from tests.engines import KEY, Clock, new_vault, server

CAMILLE = UUID(int=0xCA)
HELENE = UUID(int=0xE1)
SERVICE = UUID(int=0xCCA5)


def open_office(vault: Vault) -> None:
    """Write the two accounts and the service of an empty vault."""
    with vault.writing(Gesture("vault_created", CAMILLE)) as session:
        session.add_all(
            [
                Worker(id=CAMILLE, identifier="camille", name="Camille Aubry", title="mme", function="Référente"),
                Worker(id=HELENE, identifier="helene", name="Hélène Vasseur", title="mme"),
                Organisation(id=SERVICE, name="CCAS de Saint-Martin", kind="ccas", own=True, department="38"),
            ]
        )


@cache
def opened_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="maillon-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    vault = new_vault(folder / "vault", Clock())
    open_office(vault)
    vault.close()
    return folder / "vault"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path, clock: Clock) -> Iterator[Vault]:
    shutil.copytree(opened_folder(), tmp_path / "vault")
    opened = open_vault(tmp_path / "vault", KEY, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def office(vault: Vault) -> Office:
    """Camille Aubry’s office."""
    return Office(vault, CAMILLE, shipped())


@pytest.fixture
def colleague(office: Office) -> Office:
    """The same vault, with Hélène Vasseur at the desk."""
    return Office(office.vault, HELENE, office.catalogue)


@pytest.fixture
def postgres_engine() -> Iterator[sa.Engine]:
    engine = server().new_database(server().template())
    yield engine
    server().drop_database(engine)


@pytest.fixture(params=["sqlcipher", "postgresql"])
def either_office(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Office:
    """Camille’s office on each of the two engines in turn."""
    if request.param == "sqlcipher":
        return request.getfixturevalue("office")
    engine: sa.Engine = request.getfixturevalue("postgres_engine")
    vault = Vault(engine, engine, tmp_path, clock)
    open_office(vault)
    return Office(vault, CAMILLE, shipped())
