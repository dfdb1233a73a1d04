# SPDX-License-Identifier: AGPL-3.0-or-later
"""The second engine: what a worker mainly does, from a first visit to an undo, on a PostgreSQL server of our own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.models.base import Base
from app.models.person import Person
from app.services import (
    encounters,
    history,
    households,
    pathways,
    people,
    procedures,
    resources,
    search,
    sheet,
    undoing,
)
from app.services.catalogues import shipped
from app.services.office import Office
from app.services.verification import verify
from app.storage import upgrade
from app.storage.vault import Vault
from tests.engines import Clock
from tests.services.conftest import CAMILLE, open_office


@pytest.fixture
def office(postgres_engine: sa.Engine, tmp_path: Path, clock: Clock) -> Office:
    vault = Vault(reader=postgres_engine, writer=postgres_engine, folder=tmp_path, clock=clock)
    open_office(vault)
    return Office(vault, CAMILLE, shipped())


def unsound(office: Office) -> list[str]:
    findings = verify(office)
    assert sum(finding.count for finding in findings) > 0
    return [finding.name for finding in findings if not finding.sound]


def test_the_server_is_postgresql_at_the_present_schema(postgres_engine: sa.Engine):
    with postgres_engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version()").scalar_one().startswith("PostgreSQL ")
        assert upgrade.revision_of(connection) == upgrade.REVISIONS[-1]
    tables = set(sa.inspect(postgres_engine).get_table_names())
    assert tables == {*Base.metadata.tables, "alembic_version"}


def test_a_first_visit_to_a_procedure_and_back(office: Office):
    lea = people.create_person(
        office, {"birth_name": "Marchetti", "first_names": "Léa", "birth": "12/03/2002", "title": "mme"}
    ).created
    assert lea is not None
    households.add_member(office, lea, {"first_names": "Noé", "birth": "18/06/2023"}, "enfant")
    resources.add(office, lea, "rsa", {"amount": "607", "since": "01/01/2026"})
    encounters.note(office, lea, "visit", "Courrier remis.")
    pathways.open_pathway(office, lea)
    procedure = procedures.open_procedure(office, lea, "dalo", date(2026, 10, 1), "38").created
    assert procedure is not None
    procedures.note_event(office, procedure, "filed", date(2026, 10, 2))
    procedures.note_event(office, procedure, "acknowledged", date(2026, 10, 6))
    sheet.set_field(office, "person", lea, "town", "Saint-Martin")
    (line,) = search.find(office, "lea march").by_name
    assert (line.id, line.town, line.lead, line.open_procedures) == (lea, "Saint-Martin", "Camille Aubry", 1)
    assert (line.next_due, line.last_contact) == (date(2027, 1, 6), date(2026, 11, 24))
    assert search.find(office, "noe").by_contact[0].via == "Noé"
    assert households.of_person(office, lea).size == 2
    told = [entry.verb for entry in history.of_dossier(office, lea)]
    assert told[0] == "field_set"
    assert told[-1] == "person_created"
    assert len(told) == 9
    assert unsound(office) == []
    for _ in told:
        undoing.undo(office)
    assert search.find(office, "marchetti").total == 0
    assert people.list_people(office).total == 0
    assert unsound(office) == []


def test_a_list_is_written_and_undone_as_one_gesture(office: Office):
    with office.writing("list_imported") as work:
        work.session.insert_many([Person(birth_name=f"Martin{n}", first_names="Léa") for n in range(1_050)])
    assert people.list_people(office).total == 1_050
    undoing.undo(office)
    assert (people.list_people(office).total, search.find(office, "martin").total) == (0, 0)
    undoing.redo(office)
    assert people.list_people(office).total == 1_050
    assert unsound(office) == []


def test_a_fact_changed_behind_the_journal_is_seen(office: Office, postgres_engine: sa.Engine):
    people.create_person(office, {"birth_name": "Marchetti", "first_names": "Léa", "birth": "2002"})
    assert unsound(office) == []
    with postgres_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE person SET birth_place = 'Ailleurs'")
    assert unsound(office) == ["facts"]
