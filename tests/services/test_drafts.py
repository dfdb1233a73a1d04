# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts: each second, over the last, hers alone, dropped on save, and never a social security number."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from app.models.local import Draft
from app.services import drafts, sheet
from app.services.office import Office
from app.services.refusals import Refusal
from tests.engines import Clock
from tests.services.desk import create, entries_written, refused

NIR = "2 69 05 49 588 157 80"


@pytest.fixture
def lea(either_office: Office) -> UUID:
    return create(either_office)


def everything_written(office: Office) -> str:
    with office.reading() as session:
        return " | ".join(session.scalars(sa.select(Draft.text)))


def test_what_is_typed_is_kept_over_what_was_kept_before(either_office: Office, lea: UUID, clock: Clock):
    office, place = either_office, drafts.place_of("person", lea, "own_words")
    before = entries_written(office)
    for text in ("« Je", "« Je tiens", "« Je tiens mon plan. »"):
        clock.pass_by(minutes=1)
        drafts.keep(office, place, text, person_id=lea)
    (line,) = drafts.of(office, lea)
    assert (line.place, line.text, line.reason, line.person_id) == (place, "« Je tiens mon plan. »", "", lea)
    assert (line.saved_at.hour, line.saved_at.minute) == (10, 45)
    assert drafts.at(office, place) == line
    assert drafts.mine(office) == (line,)
    assert entries_written(office) == before


def test_an_emptied_field_forgets_its_draft(either_office: Office, lea: UUID):
    office, place = either_office, drafts.place_of("person", lea, "town")
    drafts.keep(office, place, "Saint", person_id=lea)
    assert drafts.at(office, place) is not None
    drafts.keep(office, place, "", person_id=lea)
    assert drafts.at(office, place) is None
    drafts.drop(office, place)


def test_a_saved_field_forgets_its_draft_in_the_same_gesture(office: Office):
    lea = create(office)
    place = drafts.place_of("person", lea, "town")
    drafts.keep(office, place, "Saint-M", person_id=lea)
    sheet.set_field(office, "person", lea, "town", "Saint-Martin")
    assert drafts.mine(office) == ()


def test_a_draft_is_seen_by_the_one_who_typed_it_only(office: Office, colleague: Office):
    lea = create(office)
    place = drafts.place_of("person", lea, "own_words")
    drafts.keep(office, place, "à moi", person_id=lea)
    drafts.keep(colleague, place, "à elle", person_id=lea)
    assert [line.text for line in drafts.of(office, lea)] == ["à moi"]
    assert [line.text for line in drafts.of(colleague, lea)] == ["à elle"]
    drafts.drop(office, place)
    assert drafts.mine(office) == ()
    assert [line.text for line in drafts.mine(colleague)] == ["à elle"]


def test_a_number_typed_letter_by_letter_leaves_no_part_of_itself(office: Office):
    lea = create(office)
    place = drafts.place_of("person", lea, "own_words")
    text = f"Pas d’épargne. Son numéro : {NIR}"
    seen = False
    for end in range(1, len(text) + 1):
        if end < text.index("157"):
            drafts.keep(office, place, text[:end], person_id=lea)
            seen = seen or "2 69 05" in everything_written(office)
    assert seen, "the first figures alone are only figures"
    with refused(Refusal.NIR, "own_words"):
        drafts.keep(office, place, text, person_id=lea)
    assert everything_written(office) == "Pas d’épargne. Son numéro :"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (NIR, ""),
        (f"avant {NIR} après", "avant   après"),
        ("avant 269054958815780 après", "avant   après"),
        (f"un {NIR}, deux 1.85.05.78.006.084.91 fin", "un  , deux   fin"),
        ("01 99 00 31 07 et 0380126000123GDPUB", "01 99 00 31 07 et 0380126000123GDPUB"),
        ("rien", "rien"),
        ("", ""),
    ],
)
def test_a_text_without_its_number(text: str, rest: str):
    assert drafts.without_nir(text) == rest


def test_a_field_that_is_only_a_number_keeps_no_draft_at_all(office: Office):
    lea = create(office)
    with refused(Refusal.NIR, "town"):
        drafts.keep(office, drafts.place_of("person", lea, "town"), NIR, person_id=lea)
    assert drafts.mine(office) == ()
