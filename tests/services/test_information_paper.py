# SPDX-License-Identifier: AGPL-3.0-or-later
"""The information sheet handed over with a notice to quit: whom it tells of, where to write, the day it is kept."""

from __future__ import annotations

from datetime import date

import pytest

from app.services import address_book, continuations, information_paper, procedure_papers, procedures
from app.services.refusals import Refusal
from tests.documents.reading import pages_text, whole_text
from tests.services.desk import create, refused

HELPER = {"kind": "association", "phone": "0199004400", "town": "Grenoble", "postal_code": "38000"}


@pytest.fixture
def eviction(office):
    person = create(office, birth_name="Benali", first_names="Karim")
    made = procedures.open_procedure(office, person, "eviction_prevention", date(2026, 9, 1), "38").created
    procedures.note_event(office, made, "summoned", date(2026, 9, 10), {"hearing_on": date(2026, 10, 6)})
    procedures.note_event(office, made, "eviction_ordered", date(2026, 10, 6))
    procedures.note_event(office, made, "order_to_vacate", date(2026, 11, 3))
    return made


def printed(office, procedure):
    return whole_text(procedure_papers.information(office, procedure)).replace("\u00a0", " ")


def test_the_sheet_tells_of_the_local_helpers_and_where_to_write(office, eviction):
    address_book.create_organisation(office, {**HELPER, "name": "Un toit pour tous", "department": "38"})
    address_book.create_organisation(office, {**HELPER, "name": "Relais du Loiret", "department": "45"})
    address_book.create_organisation(office, {**HELPER, "name": "Sans coordonnées", "phone": "", "department": "38"})
    commission = {"name": "Commission de médiation", "kind": "commission_mediation", "address": "12 rue des Oseraies"}
    address_book.create_organisation(office, {**commission, "department": "38"})
    text = printed(office, eviction)
    assert "Un toit pour tous" in text
    assert "01 99 00 44 00" in text
    assert "12 rue des Oseraies" in text
    assert "03/11/2026" in text
    assert "Relais du Loiret" not in text
    assert information_paper.helpers(office, eviction) == "CCAS de Saint-Martin, Un toit pour tous"


def test_without_any_address_a_line_is_left_to_write_in(office, eviction):
    assert "à demander à la préfecture" in printed(office, eviction)
    procedures.set_answer(office, eviction, "commission_address", "12 rue des Oseraies, 38000 Grenoble")
    assert "à demander à la préfecture" not in printed(office, eviction)


def test_the_day_it_was_handed_over_is_kept_and_printed(office, eviction):
    (demand,) = [each for each in continuations.of_procedure(office, eviction) if each.demanded]
    assert demand.paper == "information"
    assert "le 20/11/2026" not in printed(office, eviction)
    procedures.note_event(office, eviction, "dalo_information", date(2026, 11, 20), {"helpers": "CCAS"})
    assert "le 20/11/2026" in printed(office, eviction)
    assert not [each for each in continuations.of_procedure(office, eviction) if each.demanded]


def test_it_holds_on_one_page_with_the_most_helpers(office, eviction):
    for rank in range(12):
        name = f"Association {rank:02} d’aide aux locataires et aux familles en difficulté"
        address_book.create_organisation(office, {**HELPER, "name": name, "department": "38"})
    assert len(pages_text(procedure_papers.information(office, eviction))) == 1


def test_a_scheme_without_one_says_so(office):
    other = procedures.open_procedure(office, create(office), "dalo", date(2026, 9, 1), "38").created
    with refused(Refusal.NO_SUCH_PAPER):
        procedure_papers.information(office, other)
    assert information_paper.helpers(office, other) == ""
