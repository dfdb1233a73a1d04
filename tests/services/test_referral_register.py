# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest

from app.exchange import spreadsheet
from app.services import (
    consents,
    office_papers,
    referral_drafts,
    referral_register,
    referrals,
    register_export,
    reminders,
)
from app.services.refusals import Refusal, Refused
from tests.services.lea import agree, draft, sent, write_lea


@pytest.fixture
def lea(office):
    return write_lea(office)


def numbers(lines):
    return [line.number.rpartition("-")[2] for line in lines]


def sent_to_shelter(office, lea, on=None):
    referral = referrals.prepare(office, lea.address, lea.shelter).created
    referrals.send(office, referral, sent_on=on)
    return referral


def test_the_latest_number_comes_first_and_drafts_before(office, lea):
    sent(office, lea, date(2026, 9, 14))
    sent(office, lea, date(2026, 11, 20))
    draft(office, lea)
    assert numbers(referral_register.all_lines(office)) == ["", "A0002", "A0001"]


def test_of_one_procedure_one_person_or_one_referral(office, lea):
    agree(office, lea)
    first, other = sent(office, lea), sent_to_shelter(office, lea)
    assert [line.id for line in referral_register.all_lines(office, lea.address)] == [other]
    assert {line.id for line in referral_register.all_lines(office, person_id=lea.person)} == {first, other}
    assert [line.id for line in referral_register.all_lines(office, referral_id=first)] == [first]


def test_an_answer_that_is_wished_becomes_late(office, lea, clock):
    referral = draft(office, lea)
    referral_drafts.expect_answer(office, referral, date(2026, 11, 30))
    referrals.send(office, referral)
    (line,) = referral_register.all_lines(office)
    assert (line.state, line.pending, line.overdue) == ("waiting", True, False)
    clock.pass_by(days=7)
    (line,) = referral_register.all_lines(office)
    assert (line.state, line.overdue) == ("late", True)
    assert [each.id for each in referral_register.awaited(office)] == [referral]
    referrals.record_answer(office, referral, "no", date(2026, 12, 1), event=None)
    (line,) = referral_register.all_lines(office)
    assert (line.state, line.pending) == ("no", False)
    assert referral_register.awaited(office) == ()


@pytest.mark.parametrize("typed", ["2", "A2", "A0002", "a 0002", "2026-A0002", "FO-38-2026-A0002", " 02 "])
def test_a_number_is_found_as_one_types_it(office, lea, typed):
    for _ in range(12):
        last = sent(office, lea)
    second = referral_register.by_number(office, typed)
    assert numbers([second]) == ["A0002"]
    assert second.id != last


@pytest.mark.parametrize("typed", ["", "3", "B0002", "2025-A0002", "FO-75-2026-A0002", "Marchetti", "0"])
def test_a_number_that_nothing_bears_finds_nothing(office, lea, typed):
    for _ in range(2):
        sent(office, lea)
    assert referral_register.all_by_number(office, typed) == ()
    assert referral_register.by_number(office, typed) is None


def test_the_number_of_this_year_comes_before_that_of_another(office, lea, clock):
    old = sent(office, lea)
    clock.pass_by(days=60)
    new = sent(office, lea)
    assert [line.id for line in referral_register.all_by_number(office, "1")] == [new]
    assert [line.id for line in referral_register.all_by_number(office, "2026-A1")] == [old]


def test_the_register_goes_to_a_spreadsheet_with_names_or_initials(office, lea, tmp_path):
    sent(office, lea, date(2026, 9, 14))
    draft(office, lea)
    lines = referral_register.all_lines(office)
    for name in ("registre.csv", "registre.xlsx"):
        said = register_export.write(office, lines, tmp_path / name)
        assert said.startswith("1 orientation, 0 réponse")
        read = spreadsheet.read(tmp_path / name)
        cells = [str(cell) for row in read.rows[1:] for cell in row.cells]
        assert len(read.rows) == 2
        assert "Léa Marchetti" in cells
        assert "FO-38-2026-A0001" in cells
        register_export.write(office, lines, tmp_path / name, leaves_service=True)
        cells = [str(cell) for row in spreadsheet.read(tmp_path / name).rows for cell in row.cells]
        assert "L. M." in cells
        assert not any("Marchetti" in cell for cell in cells)


def test_the_file_tells_the_receipt_both_reminders_and_who_prepared(office, lea, tmp_path):
    consents.record(office, lea.person, lea.shelter, ["identité"], given_on=date(2026, 11, 1))
    referral = sent_to_shelter(office, lea, date(2026, 11, 3))
    referrals.record_answer(office, referral, "received", date(2026, 11, 5), event=None)
    for day in (date(2026, 11, 10), date(2026, 11, 20)):
        reminders.note(office, [referral], day)
    register_export.write(office, referral_register.all_lines(office), tmp_path / "registre.xlsx")
    head, row = (each.cells for each in spreadsheet.read(tmp_path / "registre.xlsx").rows)
    told = dict(zip(head, row, strict=True))
    assert told["Accusé de réception le"] == date(2026, 11, 5)
    assert (told["Relancée le"], told["Relancée à nouveau le"]) == (date(2026, 11, 10), date(2026, 11, 20))
    assert (told["État"], told["Préparée par"]) == ("Relancée", "Camille Aubry")


def test_nothing_in_the_file_is_a_formula(office, lea, tmp_path):
    lines = [
        replace(line, person="=cmd|'/c calc'!A1", addressee="@SUM(1)", procedure="-2+3")
        for line in (sent(office, lea) and referral_register.all_lines(office))
    ]
    register_export.write(office, lines, tmp_path / "registre.csv")
    text = (tmp_path / "registre.csv").read_text("utf-8-sig")
    for typed in ("=cmd|'/c calc'!A1", "@SUM(1)", "-2+3"):
        assert f'"\'{typed}"' in text
    register_export.write(office, lines, tmp_path / "registre.xlsx")
    with ZipFile(tmp_path / "registre.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"cmd|" in sheet
    assert b"<f>" not in sheet


def test_a_register_that_cannot_be_written_says_so(office, lea, tmp_path):
    sent(office, lea)
    with pytest.raises(Refused) as refused:
        register_export.write(office, referral_register.all_lines(office), tmp_path / "no" / "registre.csv")
    assert refused.value.reason is Refusal.FILE_NOT_WRITTEN


def test_the_printed_register_skips_no_number(office, lea):
    first = sent(office, lea)
    sent(office, lea)
    referrals.cancel(office, first)
    lines = referral_register.all_lines(office)
    assert sorted(numbers(lines)) == ["A0001", "A0002"]
    assert office_papers.answers_said(lines).startswith("1 orientation, 0 réponse")
    assert office_papers.register(office, lines).startswith(b"%PDF")
