# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a paper must not say: names on a slip, names in a register that leaves, an address on the discreet copy."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from app.documents import coordination_sheet, person_copy
from app.documents.history_proof import short_head
from app.documents.letterhead import WINDOW_HEIGHT, WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDTH
from app.documents.look import MILLIMETRE
from app.documents.recovery_sheet import groups_of
from tests.documents.kinds import KINDS
from tests.documents.reading import whole_text

NAMES = ("Marchetti", "Ferreira", "Nguyen", "Perrin", "Diallo")


def text_of(kind: str) -> str:
    return whole_text(KINDS[kind].render())


def test_the_reply_slip_names_nobody():
    assert "Marchetti" in text_of("referral")
    slip = text_of("reply_slip")
    assert "Mme L. M., née en 2002" in slip
    assert [word for word in ("Marchetti", "Léa", "12/03/2002", "Tilleuls") if word in slip] == []


def test_the_register_that_leaves_the_service_has_initials_only():
    inside, outside = text_of("register"), text_of("register_outside")
    assert [name for name in NAMES if name not in inside] == []
    assert [name for name in NAMES if name in outside] == []
    assert "F. I." in outside


def test_no_number_is_skipped_and_the_cancelled_one_is_said():
    text = text_of("register")
    assert [number for number in range(183, 198) if f"0{number}" not in text] == []
    assert "0194 09/11/2026" in text
    assert "annulée le 09/11/2026" in text


def test_the_discreet_copy_does_not_say_where_it_comes_from():
    complete, discreet = text_of("person_copy"), text_of("person_copy_discreet")
    for words in ("Mon parcours", "P-2023-0417", "Exemplaire remis à la personne", "commission de médiation"):
        assert words in complete
        assert words not in discreet
    assert "Mes rendez-vous" in discreet
    assert b"CCAS" not in KINDS["person_copy_discreet"].render()


def test_the_copy_for_the_person_is_large_and_without_article_of_law():
    sizes = Counter[float]()
    for leaf in KINDS["person_copy"].leaves():
        for letters in leaf.letters:
            sizes[letters.size] += len(letters.string)
    [(size, count)] = sizes.most_common(1)
    assert size >= 13.6
    assert count > sum(sizes.values()) / 2
    text = text_of("person_copy")
    assert [words for words in ("art.", "CCH", "CASF", "référent") if words in text] == []


def test_a_date_of_next_year_says_its_year():
    sheet = KINDS["person_copy"].sheet
    text = whole_text(person_copy.render(sheet))
    assert "janv. 2027" in text
    assert "déc. 2026" not in text


def test_the_return_address_stands_in_the_window_and_nothing_else_does():
    for kind, first in (("reply_slip", "CCAS de Saint-Martin-des-Ponts"), ("reminder_letter", "Val Habitat")):
        [leaf] = KINDS[kind].leaves()
        low = WINDOW_TOP + WINDOW_HEIGHT
        seen = [
            letters
            for letters in leaf.letters
            if letters.x > 95 * MILLIMETRE and WINDOW_TOP - 11 * MILLIMETRE < letters.y < low + 11 * MILLIMETRE
        ]
        address = [letters for letters in seen if letters.string != "Retour à"]
        assert address[0].string == first
        assert all(WINDOW_TOP <= letters.y <= low for letters in address)
        assert {letters.x for letters in address} == {WINDOW_LEFT}
        assert WINDOW_LEFT + WINDOW_WIDTH <= 190 * MILLIMETRE + 0.1


def test_the_person_has_no_chart_lane_that_was_not_shared():
    sheet = KINDS["coordination_sheet"].sheet
    assert "Budget" in whole_text(coordination_sheet.render(sheet))
    kept = replace(sheet.chart, bars=tuple(bar for bar in sheet.chart.bars if bar.lane != "budget"))
    without = replace(sheet, chart=kept, workers=sheet.workers[:2], situation=sheet.situation[:2])
    assert "Budget" not in whole_text(coordination_sheet.render(without))


def test_parts_without_content_leave_no_hole_in_the_numbers():
    sheet = KINDS["coordination_sheet"].sheet
    full = whole_text(coordination_sheet.render(sheet))
    assert "12 Signatures" in full
    bare = replace(sheet, workers=(), actions=(), meeting=None, chart=None)
    text = whole_text(coordination_sheet.render(bare))
    assert [f"{number} {title}" in text for number, title in ((3, "Demande"), (4, "Situation"), (8, "Signatures"))] == [
        True
    ] * 3
    assert "Intervenants" not in text
    assert "vigilance" not in text
    kept = whole_text(coordination_sheet.render(replace(sheet, vigilance=("Prévenir avant toute visite.",))))
    assert "Points de vigilance" in kept
    assert "diffusion restreinte" in kept


def test_the_chain_is_printed_in_short_and_the_key_in_groups():
    assert short_head("7f3a09c1d52e8b4466aa01f9e07c3d21") == "7F3A 09C1 D52E 8B44 66AA 01F9".replace(" ", "\u00a0")
    assert groups_of("k7qxm-2rvtp 9HWCD") == ("K7QXM", "2RVTP", "9HWCD")
