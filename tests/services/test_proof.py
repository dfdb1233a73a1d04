# SPDX-License-Identifier: AGPL-3.0-or-later
"""The end of the chain: on screen, on paper, read again from its beginning, and seen when someone went round it."""

from __future__ import annotations

import re

import sqlalchemy as sa

from app.models.journal import Change
from app.services import person_papers, proof, sheet
from app.services.office import Office
from tests import people
from tests.documents.reading import whole_text
from tests.services.desk import create, entries_written


def alter(office: Office, change: object, **values: object) -> None:
    """Write in the journal as someone would who has the key but not the program."""
    with office.vault._writer.begin() as connection:
        connection.execute(sa.update(sa.inspect(Change).local_table).where(Change.id == change).values(**values))


def latest(office: Office) -> Change:
    with office.reading() as session:
        return session.scalars(sa.select(Change).order_by(Change.seq.desc()).limit(1)).one()


def test_the_end_moves_with_each_entry_and_nothing_else(either_office: Office):
    office = either_office
    lea = create(office)
    ends = [proof.end_of_chain(office)]
    for town in ("Saint-Martin", "Bréchamp"):
        sheet.set_field(office, "person", lea, "town", town)
        ends.append(proof.end_of_chain(office))
    assert len(set(ends)) == 3
    assert all(re.fullmatch(r"[0-9A-F]{4} [0-9A-F]{4}", end) for end in ends)
    assert proof.end_of_chain(office) == ends[-1]


def test_a_whole_chain_is_sound_and_says_how_much_was_read(either_office: Office):
    office = either_office
    create(office)
    found = proof.prove(office)
    assert found.sound
    assert (found.read, found.wrong) == (entries_written(office), 0)
    assert found.end == proof.end_of_chain(office)


def test_an_entry_altered_by_another_hand_is_seen(either_office: Office):
    office = either_office
    create(office)
    change = latest(office)
    assert proof.prove(office).sound
    alter(office, change.id, body=change.body.replace(b"Marchetti", b"Marchette"))
    found = proof.prove(office)
    assert not found.sound
    assert found.wrong >= 1
    alter(office, change.id, body=change.body)
    assert proof.prove(office).sound


def test_a_link_altered_by_another_hand_is_seen(either_office: Office):
    office = either_office
    lea = create(office)
    change = latest(office)
    sheet.set_field(office, "person", lea, "town", "Bréchamp")
    alter(office, change.id, chain=bytes(32))
    assert proof.prove(office).wrong >= 1


def test_the_paper_bears_the_end_that_the_screen_shows(office: Office):
    lea = people.write_lea(office)
    printed = whole_text(person_papers.history_proof(office, lea.recourse))
    assert proof.end_of_chain(office) in printed
    with office.reading() as session:
        entries = session.scalars(sa.select(sa.func.count()).select_from(Change)).one()
    assert f"{entries} écritures" in printed
