# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scheme that nobody enters any more: what was opened before keeps its rules, nothing opens after."""

from __future__ import annotations

from datetime import date

import pytest

from app import RESOURCES
from app.schemes import catalogue, explain
from app.schemes.faults import SchemeRefusal
from tests.schemes.library_card import SCHEME, lay_out

CLOSED = '[closed_to_entries]\non = 2022-07-01\nverified = true\nsource = "Règlement de la médiathèque"\n\n[[editions]]'


def closed(folder, block=CLOSED):
    return lay_out(folder, scheme=SCHEME.replace("[[editions]]", block, 1))


def test_the_day_of_closing_is_the_first_without_entry(tmp_path):
    card = catalogue.load(RESOURCES, closed(tmp_path)).schemes["library_card"]
    assert card.edition_on(date(2022, 6, 30)).id == "2020"
    for day in (date(2022, 7, 1), date(2026, 11, 24)):
        with pytest.raises(SchemeRefusal, match="plus aucune entrée depuis le 1er juillet 2022"):
            card.edition_on(day)


def test_the_closing_is_told_with_its_source(tmp_path, card):
    found = catalogue.load(RESOURCES, closed(tmp_path)).schemes["library_card"]
    said = "Fermé aux entrées depuis le 1er juillet 2022 : Règlement de la médiathèque"
    assert said in explain.explain(found).text().replace("\u00a0", " ")
    assert "Fermé aux entrées" not in explain.explain(card).text()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2022-07-01", "2009-07-01", "fermé avant d’avoir commencé"),
        ("2022-07-01", '"2022"', "« on » attend une date"),
        ('source = "Règlement de la médiathèque"\n\n', "\n", "il manque « source »"),
        ("verified = true\n", "", "Il manque « verified »"),
    ],
)
def test_a_faulty_closing_is_said(tmp_path, before, after, said):
    assert before in CLOSED
    closed(tmp_path, CLOSED.replace(before, after, 1))
    found = catalogue.load(RESOURCES, tmp_path)
    assert "library_card" not in found.schemes
    assert [said in fault.sentence.replace("\u00a0", " ") for fault in found.set_aside] == [True]


def test_the_contracts_of_the_future_have_been_closed_since_2018(real):
    scheme = real.schemes["emplois_avenir"]
    assert (scheme.closing.on, scheme.closing.verified) == (date(2018, 1, 1), False)
    assert scheme.edition_on(date(2017, 12, 31)) is scheme.current
    assert "Fermé aux entrées depuis le 1er janvier 2018 (à vérifier)" in explain.explain(scheme).text().replace(
        "\u00a0", " "
    )
