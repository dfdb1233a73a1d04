# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real files: the template of a State tool, and a list its own tests import. They lie beside the project, not in it."""

from __future__ import annotations

import datetime

from app.exchange.columns import Columns, recognise
from app.exchange.drafts import Line
from app.exchange.spreadsheet import Sheet, read
from app.exchange.verdicts import judge
from app.french.dates import PartialDate
from tests.exchange.files import SAMPLES

TODAY = datetime.date(2026, 11, 24)


def judged(name: str) -> tuple[Sheet, Columns, tuple[Line, ...]]:
    sheet = read(SAMPLES / name)
    columns = recognise(sheet)
    return sheet, columns, judge(sheet, columns, TODAY)


def test_the_template_is_read_whole():
    sheet, columns, lines = judged("modele_import_domifa.xlsx")
    assert (sheet.name, sheet.choices) == ("DOMICILIES", ("DOMICILIES", "LISTE DÉROULANTES"))
    assert (len(columns.columns), columns.recognised, columns.heading_row, columns.lacks) == (52, 52, 1, ())
    assert [(line.number, line.verdict) for line in lines] == [(2, "ok"), (3, "ok"), (4, "ok")]
    assert [line.person.birth_date for line in lines] == [
        PartialDate(1991, 12, 20),
        PartialDate(1998, 8, 7),
        PartialDate(1940, 8, 7),
    ]
    assert [(m.first_names, m.birth_date, m.link) for line in lines for m in line.members] == [
        ("Luiz", PartialDate(1992, 12, 20), "enfant"),
        ("Sylvia", PartialDate(2007, 10, 20), "enfant"),
        ("Mauricette", PartialDate(1978, 12, 20), "conjoint"),
    ]


def test_the_template_gives_each_value_its_place():
    _, _, (first, second, third) = judged("modele_import_domifa.xlsx")
    assert first.person.values["person.former_number"] == "01"
    assert str(second.person.values["note"]).splitlines() == [
        "Orientation par un autre service\u00a0: OUI",
        "Orientation par\u00a0: Test orientation",
        "Revenus\u00a0: NON",
        "Nature des revenus\u00a0: Oui RSA",
        "Ceci est un commentaire",
    ]
    assert third.person.use_name == "Freddy"


def test_the_template_tells_procedures():
    _, _, lines = judged("modele_import_domifa.xlsx")
    granted, _, refused = [procedure for line in lines for procedure in line.procedures]
    start = datetime.date(2018, 2, 24)
    assert granted.scheme == "domiciliation"
    assert [(event.name, event.on) for event in granted.events] == [
        ("requested", start),
        ("granted", start),
        ("contact", datetime.date(2020, 5, 14)),
    ]
    assert "Domiciliation, fin, radiation ou refus\u00a0: 27/02/2019" in str(lines[0].person.values["note"])
    assert (refused.opened_on, refused.events[-1].name) == (datetime.date(2020, 8, 9), "refused")
    assert refused.events[-1].details == {"motive": "SATURATION"}
    assert refused.answers == {
        "request_type": "PREMIERE_DEMANDE",
        "residence": "AUTRE",
        "residence_detail": "AUTRE SITUATION",
        "instability_cause": "HEBERGE_SANS_ADRESSE",
        "reason": "AUTRE",
        "reason_detail": "Autre motif de demande",
        "supported": True,
        "supported_by": "Par la mairie",
    }


def test_the_other_sheet_of_the_template_can_be_chosen():
    sheet = read(SAMPLES / "modele_import_domifa.xlsx", sheet="LISTE DÉROULANTES")
    assert sheet.rows[0].cells[0] == "STATUTS "


def test_every_line_of_the_list_is_taken():
    sheet, columns, lines = judged("import_ok_1.xlsx")
    assert (sheet.name, sheet.choices) == ("Feuil1", ("Feuil1",))
    assert columns.recognised == 52
    assert [line.number for line in lines] == list(range(2, 21))
    assert {line.verdict for line in lines} == {"ok"}
    assert len({line.person.key for line in lines}) == 19
    assert lines[0].person.birth_date == PartialDate(1980, 6, 22)
    assert lines[0].person.values["person.former_number"] == "1"
    assert [len(line.procedures) for line in lines] == [1] * 19
    assert lines[3].procedures[0].events[1].details == {"valid_from": datetime.date(2020, 1, 7)}
    assert not any("Domiciliation, fin" in str(line.person.values["note"]) for line in lines)


def test_children_born_in_1910_are_pointed_at_and_taken():
    _, _, lines = judged("import_ok_1.xlsx")
    members = {line.number: [member.birth_date for member in line.members] for line in lines if line.members}
    assert members == {
        11: [PartialDate(2003, 11, 26), PartialDate(1910, 10, 27)],
        14: [PartialDate(1913, 1, 2)],
    }
    warned = {line.number: [warning.column for warning in line.warnings] for line in lines if line.warnings}
    assert warned == {11: ["AQ"], 14: ["AM"]}
