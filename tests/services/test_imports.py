# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list brought into the vault: verdicts first, then one gesture, undone as one."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models.person import Person
from app.services import imports, undoing
from app.services.changes import NOTHING
from app.services.office import Office
from tests.exchange.files import SAMPLES

REAL = {"import_ok_1.xlsx": 19, "modele_import_domifa.xlsx": 3}


def people(office: Office) -> int:
    with office.reading() as session:
        return session.scalars(sa.select(sa.func.count()).where(Person.deleted.is_(False))).one()


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_is_taken_whole_then_known_then_undone(office: Office, name: str):
    plan = imports.plan(office, SAMPLES / name)
    assert (dict(plan.counts), people(office)) == ({"taken": REAL[name], "known": 0, "to_correct": 0}, 0)
    assert plan.left_out == ()
    changes = imports.write(office, plan)
    assert (changes.verb, len(changes.ids("person")), people(office)) == ("list_imported", REAL[name], REAL[name])
    again = imports.plan(office, SAMPLES / name)
    assert dict(again.counts) == {"taken": 0, "known": REAL[name], "to_correct": 0}
    assert {line.person_id for line in again.lines} == changes.ids("person")
    assert imports.write(office, again) is NOTHING
    undoing.undo(office)
    assert people(office) == 0
