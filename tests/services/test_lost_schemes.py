# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scheme taken away under procedures that run: the vault kept their rules, and nothing of theirs is lost."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from app import RESOURCES
from app.models.derived import Deadline
from app.models.local import Setting
from app.models.procedure import Procedure
from app.models.worker import Worker
from app.schemes.catalogue import load
from app.services import due, encounters, kept_schemes, person_papers, procedure_view, procedures, verification
from app.services.office import Office
from app.services.refusals import Refusal
from tests.schemes.library_card import SCHEME, lay_out
from tests.services.desk import create, refused

ASKED, GRANTED = date(2026, 10, 5), date(2026, 10, 12)


@pytest.fixture
def with_card(office, tmp_path):
    """The office when the folder of the library’s scheme is there."""
    return Office(office.vault, office.worker_id, load(RESOURCES, lay_out(tmp_path / "local")))


@pytest.fixture
def card(with_card):
    """A card granted: (the person, her procedure)."""
    lea = create(with_card)
    procedure = procedures.open_procedure(with_card, lea, "library_card", ASKED, "38").created
    procedures.note_event(with_card, procedure, "asked", ASKED, {})
    become_manager(with_card)
    procedures.note_event(with_card, procedure, "granted", GRANTED, {"valid_from": GRANTED})
    procedures.set_answer(with_card, procedure, "likes_sea", True)
    return lea, procedure


def become_manager(office):
    with office.writing("field_set") as work:
        work.session.get_one(Worker, office.worker_id).role = "administrator"


def told(office, procedure):
    view = procedure_view.view(office, procedure)
    return (
        view.short_title,
        view.edition.id,
        view.stage.label,
        [each.label for each in view.events],
        {each.key: each.due for each in view.deadlines},
        view.form.title if view.form else None,
    )


def forget(office):
    """What the vault kept is not there: it was written before, or came from another computer."""
    with office.writing("field_set") as work:
        work.session.execute(sa.delete(Setting).where(Setting.key.startswith(kept_schemes.KEPT)))


def differences(office):
    return [finding for finding in verification.verify(office) if not finding.sound]


def stored(office, procedure):
    with office.reading() as session:
        rows = session.execute(sa.select(Deadline.key, Deadline.due).where(Deadline.procedure_id == procedure))
        return {row.key: row.due for row in rows}


def test_everything_reads_the_same_once_the_file_is_gone(office, with_card, card):
    lea, procedure = card
    before = told(with_card, procedure)
    assert before[:4] == ("Carte de lecture", "2020", "Carte en cours", ["Demande déposée", "Carte accordée"])
    assert before[4]["VALID"] == date(2027, 10, 11)
    assert before[5] is not None
    assert "library_card" not in office.catalogue.schemes
    assert told(office, procedure) == before
    assert procedure_view.of_person(office, lea) == procedure_view.of_person(with_card, lea)
    lines = due.all_due(office, date(2026, 11, 24))
    assert {line.procedure for line in lines} == {"Carte de lecture"}
    assert lines == due.all_due(with_card, date(2026, 11, 24))


def test_it_goes_on_and_is_proved(office, card):
    _, procedure = card
    procedures.note_event(office, procedure, "ended", date(2026, 11, 2), {})
    assert told(office, procedure)[2] == "Terminée"
    assert stored(office, procedure)["CONTEST"] == date(2027, 1, 2)
    assert differences(office) == []
    assert person_papers.history_proof(office, procedure).startswith(b"%PDF")


def test_no_other_procedure_opens_without_its_file(office, card):
    lea, _ = card
    with refused(Refusal.UNKNOWN_SCHEME, "scheme"):
        procedures.open_procedure(office, lea, "library_card", ASKED, "38")
    assert len(procedure_view.of_person(office, lea)) == 1


def test_an_edition_that_a_newer_file_dropped_is_still_the_one_followed(office, with_card, tmp_path):
    lea = create(with_card)
    old = procedures.open_procedure(with_card, lea, "library_card", date(2015, 3, 2), "38").created
    head, _, rest = SCHEME.partition('[[editions]]\nid = "2010"')
    newer = (head + "[[editions]]" + rest.partition("[[editions]]")[2]).replace('until = "2010"\n', "")
    changed = load(RESOURCES, lay_out(tmp_path / "newer", scheme=newer))
    assert changed.set_aside == ()
    now = Office(office.vault, office.worker_id, changed)
    assert [each.id for each in changed.schemes["library_card"].editions] == ["2020"]
    assert procedure_view.view(now, old).edition.id == "2010"
    assert procedure_view.view(now, old).title == "Carte de prêt"


def test_rules_that_are_lost_leave_the_procedure_and_its_dates_in_sight(office, card):
    lea, procedure = card
    dates = stored(office, procedure)
    assert "VALID" in dates
    forget(office)
    view = procedure_view.view(office, procedure)
    assert (view.short_title, view.stage.label) == ("library_card", "Dispositif absent du catalogue")
    assert [each.name for each in view.events] == ["asked", "granted"]
    assert {each.key for each in view.deadlines} >= {"VALID", "ABSENCE"}
    assert [line.title for line in procedure_view.of_person(office, lea)] == ["library_card"]
    encounters.note(office, lea, "visit", on=date(2026, 11, 23))
    assert stored(office, procedure) == dates
    assert differences(office) == []
    assert {line.procedure for line in due.all_due(office, date(2026, 11, 24))} == {"library_card"}


def test_a_great_many_procedures_written_at_once_keep_their_rules_once(office):
    """They are reckoned four hundred at a time: a later lot finds what an earlier one of the gesture has just kept."""
    person = create(office)
    first = procedures.open_procedure(office, person, "fsl", ASKED, "38").created
    with office.writing("undone") as work:
        work.session.execute(sa.delete(Setting).where(Setting.key.startswith(kept_schemes.KEPT)))
    with office.reading() as session:
        like = session.get_one(Procedure, first)
        told = {name: getattr(like, name) for name in ("person_id", "pathway_id", "scheme", "edition", "opened_on")}
    with office.writing("demonstration_filled") as work:
        work.session.insert_many(Procedure(**told) for _ in range(1001))
    with office.reading() as session:
        keys = session.scalars(sa.select(Setting.key).where(Setting.key.startswith(kept_schemes.KEPT))).all()
        assert len(session.scalars(sa.select(Procedure.id)).all()) == 1002
    assert [key.split(".")[1] for key in keys] == ["fsl"]
