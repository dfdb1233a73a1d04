# SPDX-License-Identifier: AGPL-3.0-or-later
"""A vault altered by another hand, with plain SQL: each alteration is a finding, never a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, get_args

import pytest

from app.services import people, sheet
from app.services.office import Office
from app.services.verification import STEPS, findings, verify
from app.services.wording import FINDINGS
from app.storage.entries import digest
from app.storage.verification import Part
from tests.services.desk import create
from tests.services.lea import write_lea

Body = dict[str, Any]


@pytest.fixture
def kept(office: Office) -> Office:
    """An office with Léa’s dossier, a person corrected since, and nothing to blame."""
    write_lea(office)
    other = create(office, birth_name="Ferrand", first_names="Anouk")
    sheet.set_field(office, "person", other, "town", "Bréchamp")
    assert wrong(office) == {}
    return office


def wrong(office: Office) -> dict[str, list[str]]:
    """The findings that are not sound, with their faults."""
    return {finding.name: finding.faults for finding in verify(office) if not finding.sound}


def alter(office: Office, statement: str, *values: object) -> None:
    """Run plain SQL on the vault, as another program that had the key."""
    with office.vault._writer.begin() as connection:
        assert connection.exec_driver_sql(statement, values).rowcount >= 1


def last_body(office: Office) -> tuple[str, Body]:
    with office.reading() as session:
        row = session.connection().exec_driver_sql("SELECT id, body FROM change ORDER BY hlc DESC LIMIT 1").one()
    return row[0], json.loads(row[1])


def rewrite(office: Office, change: Callable[[Body], object]) -> None:
    """Change the latest entry’s body, and forge its id so that its digest holds."""
    known, body = last_body(office)
    changed = change(body)
    written = json.dumps(body if changed is None else changed, sort_keys=True, separators=(",", ":")).encode()
    alter(office, "UPDATE change SET body = ?, id = ? WHERE id = ?", written, digest(written).hex, known)


def test_a_sound_vault_is_told_part_after_part_each_with_its_name(kept: Office):
    found = list(findings(kept))
    assert [finding.name for finding in found] == list(FINDINGS) == list(get_args(Part))
    assert len(found) == STEPS
    counts = {finding.name: finding.count for finding in found}
    assert counts["chain"] > counts["facts"] > 10
    assert counts["cards"] == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"3",
        b"[]",
        b"{}",
        b'"text"',
        b"{" * 40,
        b"[" * 200_000,
        b'{"v":1,"device":5}',
    ],
    ids=lambda body: body[:12].decode("latin-1") or "empty",
)
def test_a_body_that_is_no_entry_is_found(kept: Office, body: bytes):
    alter(kept, "UPDATE change SET body = ? WHERE id = ?", body, last_body(kept)[0])
    found = wrong(kept)
    assert any("the body is not the one that was written" in fault for fault in found["chain"])
    assert any("the body cannot be read" in fault for fault in found["chain"])
    assert "facts" in found


def test_a_body_taken_away_is_found(kept: Office):
    alter(kept, "UPDATE change SET body = NULL WHERE id = ?", last_body(kept)[0])
    assert {"chain", "facts", "heads", "gestures"} <= set(wrong(kept))


@pytest.mark.parametrize(
    "key", sorted(["device", "seq", "gesture", "author", "entity", "fields", "replaced", "random"])
)
def test_a_body_that_lacks_a_key_is_found_though_its_digest_holds(kept: Office, key: str):
    rewrite(kept, lambda body: body.pop(key) and None)
    found = wrong(kept)
    assert any("the body cannot be read" in fault for fault in found["chain"])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("device", "not-an-id"),
        ("device", 12),
        ("gesture", ["a"]),
        ("seq", "1"),
        ("hlc", None),
        ("author", 7),
        ("verb", {"a": 1}),
        ("undoes", 3.5),
        ("entity", "no_such_table"),
        ("entity", ["person"]),
        ("entity_id", "zz"),
        ("fields", None),
        ("fields", "birth"),
        ("fields", {"deleted": "perhaps", "no_such_field": 3}),
        ("fields", {"housing_request_on": "31/02/2026"}),
        ("replaced", {"town": "abc"}),
        ("replaced", []),
        ("random", "xyz"),
        ("v", 2),
    ],
)
def test_a_value_of_another_kind_is_found_though_its_digest_holds(kept: Office, key: str, value: object):
    rewrite(kept, lambda body: body.update({key: value}))
    assert "chain" in wrong(kept)


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("gesture", "0" * 32, "chain"),
        ("hlc", 7, "chain"),
        ("entity", "housing", "chain"),
        ("entity_id", "1" * 32, "chain"),
        ("device", "2" * 32, "chain"),
        ("seq", 9000, "chain"),
        ("chain", b"x" * 32, "chain"),
        ("person_id", None, "facts"),
        ("person_id", "3" * 32, "facts"),
        ("device", "no id at all", "chain"),
    ],
)
def test_a_column_that_no_longer_repeats_the_body_is_found(kept: Office, column: str, value: object, part: str):
    alter(kept, f"UPDATE change SET {column} = ? WHERE id = ?", value, last_body(kept)[0])
    assert part in wrong(kept)


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE gesture SET author = NULL WHERE verb = 'field_set'", "gestures"),
        ("UPDATE gesture SET verb = 'field_unset' WHERE verb = 'field_set'", "gestures"),
        ("UPDATE gesture SET entries = entries + 1 WHERE verb = 'field_set'", "gestures"),
        ("DELETE FROM gesture WHERE verb = 'field_set'", "gestures"),
        ("UPDATE person SET town = 'Ailleurs' WHERE birth_name = 'Ferrand'", "facts"),
        ("UPDATE head SET fields = '{' WHERE entity = 'person'", "heads"),
        ("DELETE FROM head WHERE entity = 'housing'", "heads"),
        ("UPDATE person_card SET town = 'Ailleurs'", "cards"),
        ("DELETE FROM person_card", "cards"),
        ("DELETE FROM procedure_state", "derived"),
        ("DELETE FROM name_token", "search_index"),
        ("UPDATE replica SET seq = seq + 1", "chain"),
    ],
)
def test_a_table_that_no_longer_says_what_the_journal_says_is_found(kept: Office, statement: str, part: str):
    alter(kept, statement)
    assert part in wrong(kept)


def test_faults_name_ids_and_fields_but_no_value(kept: Office):
    alter(kept, "UPDATE person SET town = 'Valpersonnel' WHERE birth_name = 'Ferrand'")
    told = [fault for faults in wrong(kept).values() for fault in faults]
    assert any("town differs" in fault for fault in told)
    assert not any("Valpersonnel" in fault or "Bréchamp" in fault for fault in told)


def test_a_withdrawn_dossier_leaves_nothing_to_blame(kept: Office):
    people.withdraw(kept, create(kept, birth_name="Passager"))
    assert wrong(kept) == {}
