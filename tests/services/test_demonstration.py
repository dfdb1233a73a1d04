# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demonstration: the same for the same seed and day, told day after day, sound, and gone when it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.models.journal import Change, GestureRow
from app.models.person import Person
from app.schemes.faults import SchemeRefusal
from app.services import demonstration, dossier, history, people, referral_register
from app.services.office import Office
from app.services.refusals import Refusal
from app.services.verification import verify
from tests.services.desk import refused

ON = date(2026, 11, 24)
FEW = 16


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demonstration") / "vault"
    demonstration.make(made, people=FEW, seed=1, on=ON)
    return made


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    office = demonstration.opened(folder)
    yield office
    office.vault.close()


def told(folder: Path) -> dict[str, Any]:
    """All that is told of a demonstration: every dossier, and every entity of the journal in its order."""
    with opened(folder) as office:
        with office.reading() as session:
            ids = session.scalars(sa.select(Person.id).order_by(Person.id)).all()
            entries = session.execute(sa.select(Change.entity, Change.entity_id).order_by(Change.hlc)).all()
            verbs = session.scalars(sa.select(GestureRow.verb).order_by(GestureRow.hlc)).all()
        shown = [dossier.as_data(office, one) for one in ids]
    entities = [[entity, str(entity_id)] for entity, entity_id in entries]
    return json.loads(json.dumps({"people": shown, "entities": entities, "verbs": list(verbs)}, default=str))


def test_the_same_seed_and_day_give_the_same_people_ids_and_dates(folder: Path, tmp_path: Path):
    """The second is made by another process, whose sets come in another order."""
    made = subprocess.run(
        [sys.executable, "-m", "app", "demo", tmp_path / "again", "--people", str(FEW), "--on", ON.isoformat()],
        env=os.environ | {"PYTHONHASHSEED": "42"},
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
    )
    assert made.stderr == b""
    once, again = told(folder), told(tmp_path / "again")
    assert len(once["people"]) == FEW
    assert len(once["entities"]) > 100
    assert once == again


def test_another_seed_gives_others(folder: Path, tmp_path: Path):
    demonstration.make(tmp_path / "other", people=FEW, seed=2, on=ON)
    once, other = told(folder), told(tmp_path / "other")
    assert {each["id"] for each in once["people"]}.isdisjoint(each["id"] for each in other["people"])
    assert [each["birth_name"] for each in once["people"]] != [each["birth_name"] for each in other["people"]]


def test_numbers_of_referrals_follow_their_days(folder: Path):
    with opened(folder) as office:
        sent = sorted(referral_register.all_lines(office), key=lambda line: line.number)
    assert len(sent) >= 3
    days = [line.sent_on for line in sent]
    assert days == sorted(days)
    assert [line.number.rpartition("-")[2] for line in sent] == [f"A{n + 1:04}" for n in range(len(sent))]
    assert all(line.created_on == line.sent_on for line in sent)


def test_each_gesture_is_in_the_history_on_its_day(folder: Path):
    with opened(folder) as office:
        shown = demonstration.shown(office)
        days = {line.verb: line.at.date() for line in history.of_dossier(office, shown.person_id)}
    assert days["referral_sent"] == shown.sent_on
    assert len(set(days.values())) > 3
    assert max(days.values()) <= ON


def test_it_is_sound_and_the_dossier_told_first_is_the_one_shown(folder: Path):
    with opened(folder) as office:
        assert [finding.name for finding in verify(office) if not finding.sound] == []
        assert len(people.list_people(office).rows) == FEW
        assert office.today() == ON
        assert demonstration.shown(office).person == "Léa Marchetti"


def test_one_person_is_enough_and_has_all_that_is_told_of_her(tmp_path: Path):
    demonstration.make(tmp_path / "one", people=1, seed=1, on=ON)
    with opened(tmp_path / "one") as office:
        assert [row.name for row in people.list_people(office).rows] == ["Léa Marchetti"]
        assert demonstration.shown(office).number.endswith("A0001")


def test_a_day_on_which_it_cannot_be_told_leaves_nothing(tmp_path: Path):
    """Twelve centuries ago no rule was in force: what was begun is taken away, the empty folder stays."""
    (tmp_path / "there").mkdir()
    for folder in (tmp_path / "there", tmp_path / "not there"):
        with pytest.raises(SchemeRefusal, match="aucune règle connue"):
            demonstration.make(folder, people=1, seed=1, on=date(802, 1, 1))
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert list((tmp_path / "there").iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_as_it_is(folder: Path, tmp_path: Path):
    (tmp_path / "note.txt").write_text("à garder", "utf-8")
    with refused(Refusal.FOLDER_NOT_EMPTY, "folder"):
        demonstration.make(tmp_path, people=1, seed=1, on=ON)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"identifier": "demo", "password": "x", "on": "hier"}'])
def test_a_folder_that_holds_no_demonstration_is_refused(tmp_path: Path, content: str | None):
    if content is not None:
        (tmp_path / demonstration.MARKER).write_text(content, "utf-8")
    with refused(Refusal.NOT_A_DEMONSTRATION, "folder"):
        demonstration.opened(tmp_path)
    assert not (tmp_path / "maillon.db").exists()
