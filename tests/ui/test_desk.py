# SPDX-License-Identifier: AGPL-3.0-or-later
"""Leaving the desk: what is to be forgotten is forgotten before the vault closes."""

from __future__ import annotations

from app.services import accesses, people
from app.services.catalogues import shipped
from app.services.office import Office
from app.storage.vault import open_vault
from app.ui.desk import Desk
from tests.engines import KEY, Clock, new_vault
from tests.services.conftest import CAMILLE, open_office

ONDINE = {"birth_name": "Rivière", "first_names": "Ondine", "birth": "02/03/1990"}


def acts(office, person):
    return [line.act for line in accesses.of_person(office, person)]


def test_closing_forgets_the_accesses_older_than_a_year(qapp, tmp_path):
    clock = Clock()
    vault = new_vault(tmp_path / "vault", clock)
    open_office(vault)
    office = Office(vault, CAMILLE, shipped())
    person = people.create_person(office, ONDINE).created
    accesses.note(office, person, "opened")
    clock.pass_by(days=366)
    accesses.note(office, person, "printed", "person-copy")
    assert acts(office, person) == ["printed", "opened"]
    Desk(office).close()
    again = open_vault(tmp_path / "vault", KEY, clock=clock)
    assert acts(Office(again, CAMILLE, shipped()), person) == ["printed"]
    again.close()
