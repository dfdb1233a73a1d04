# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the person lets whom know: recorded, replaced, refused, taken back, on both engines."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.services import consents
from app.services.refusals import Refusal
from tests.services.desk import create, refused, undo
from tests.services.lea import SHELTER, write_lea

TODAY = date(2026, 11, 24)
EARLY, LATE = date(2026, 9, 2), date(2026, 10, 5)


@pytest.fixture
def lea(office):
    return write_lea(office)


def record(office, lea, *categories, on=EARLY, **more):
    return consents.record(office, lea.person, lea.shelter, categories, given_on=on, **more).created


def refuse(office, lea, *categories, on=LATE):
    return record(office, lea, *categories, on=on, refused=True)


def covered(office, lea, day=TODAY):
    """What may go to Le Relais on a day."""
    with office.reading() as session:
        found = consents.covering(session, lea.person, lea.shelter, day)
    return list(found.categories) if found else None


def views(office, lea):
    return {view.id: view for view in consents.of_person(office, lea.person)}


def test_an_agreement_lasts_a_year_unless_she_says_otherwise(office, lea):
    usual, short = record(office, lea, "identité"), record(office, lea, "logement", valid_until=date(2026, 12, 31))
    found = views(office, lea)
    assert found[usual].valid_until == date(2027, 9, 2)
    assert (found[short].valid_until, found[short].organisation) == (date(2026, 12, 31), SHELTER["name"])
    assert covered(office, lea, EARLY - timedelta(1)) is None


def test_categories_are_kept_in_the_order_of_the_list(office, lea):
    record(office, lea, "logement", "identité")
    assert covered(office, lea) == ["identité", "logement"]


@pytest.mark.parametrize(
    ("categories", "more", "reason", "field"),
    [
        ((), {}, Refusal.FIELD_REQUIRED, "categories"),
        (("secret",), {}, Refusal.UNKNOWN_CHOICE, "categories"),
        (("identité",), {"on": date(2026, 11, 25)}, Refusal.DAY_TO_COME, "given_on"),
        (("identité",), {"valid_until": date(2026, 9, 1)}, Refusal.DATE_OUT_OF_ORDER, "valid_until"),
        (("identité",), {"replaces": uuid4()}, Refusal.UNKNOWN_ID, "agreement"),
    ],
)
def test_an_agreement_that_says_nothing_sound_is_refused(office, lea, categories, more, reason, field):
    with refused(reason, field):
        record(office, lea, *categories, **more)
    assert covered(office, lea) is None


def test_an_agreement_with_nobody_is_refused(office, lea):
    for person, body in ((uuid4(), lea.shelter), (lea.person, uuid4())):
        with refused(Refusal.UNKNOWN_ID):
            consents.record(office, person, body, ["identité"])
    assert views(office, lea) == {}


def test_another_agreement_replaces_the_one_before_from_its_day_on(office, lea):
    before = record(office, lea, "identité", "santé")
    after = record(office, lea, "identité", on=LATE, replaces=before)
    assert covered(office, lea, LATE - timedelta(1)) == ["identité", "santé"]
    assert covered(office, lea, LATE) == ["identité"]
    found = views(office, lea)
    assert list(found) == [after, before]
    assert (found[before].categories, found[before].withdrawn_on) == (("identité", "santé"), LATE)
    undo(office)
    assert covered(office, lea) == ["identité", "santé"]


def test_the_agreement_of_someone_else_is_not_replaced(office, lea):
    other = create(office, first_names="Ana", birth="1990")
    theirs = consents.record(office, other, lea.shelter, ["identité"]).created
    with refused(Refusal.UNKNOWN_ID, "agreement"):
        record(office, lea, "identité", replaces=theirs)
    assert consents.of_person(office, other)[0].in_force


@pytest.mark.parametrize("first", [("identité",), ("identité", "ménage")])
def test_of_two_agreements_of_one_day_the_one_written_last_counts(either_office, first):
    office, lea = either_office, write_lea(either_office)
    for categories in (first, ("santé",), ("logement",)):
        record(office, lea, *categories)
        assert covered(office, lea) == list(categories)
        assert consents.of_person(office, lea.person)[0].categories == categories


def test_she_takes_it_back_and_nothing_more_leaves_from_that_day(office, lea):
    agreed = record(office, lea, "identité")
    consents.withdraw(office, agreed, LATE)
    assert covered(office, lea, LATE - timedelta(1)) == ["identité"]
    assert covered(office, lea, LATE) is None
    assert consents.withdraw(office, agreed).gesture is None
    undo(office)
    assert covered(office, lea) == ["identité"]


@pytest.mark.parametrize("on", [EARLY - timedelta(1), TODAY + timedelta(1)])
def test_it_is_not_taken_back_before_it_was_given_nor_tomorrow(office, lea, on):
    agreed = record(office, lea, "identité")
    with refused(Refusal.DATE_OUT_OF_ORDER, "on"):
        consents.withdraw(office, agreed, on)
    assert covered(office, lea) == ["identité"]


def test_an_agreement_that_is_not_there_cannot_be_taken_back(office, lea):
    agreed = record(office, lea, "identité")
    undo(office)
    for unknown in (agreed, uuid4()):
        with refused(Refusal.UNKNOWN_ID, "agreement"):
            consents.withdraw(office, unknown)
    assert views(office, lea) == {}


def test_a_refusal_ends_what_she_agreed_to_before_and_undo_gives_it_back(either_office):
    office, lea = either_office, write_lea(either_office)
    agreed = record(office, lea, "identité", "logement")
    no = refuse(office, lea)
    assert covered(office, lea, LATE - timedelta(1)) == ["identité", "logement"]
    assert covered(office, lea, LATE) is None
    found = views(office, lea)
    assert (found[agreed].withdrawn_on, found[agreed].in_force) == (LATE, False)
    assert (found[no].refused, found[no].in_force) == (True, False)
    undo(office)
    assert covered(office, lea, LATE) == ["identité", "logement"]


def test_a_refusal_of_the_same_day_ends_it_too_and_she_may_agree_again(office, lea):
    record(office, lea, "identité", on=TODAY)
    refuse(office, lea, on=TODAY)
    assert covered(office, lea) is None
    record(office, lea, "logement", on=TODAY)
    assert covered(office, lea) == ["logement"]


def test_a_refusal_of_one_category_leaves_the_others_under_the_same_terms(office, lea):
    until = date(2027, 3, 1)
    agreed = record(office, lea, "identité", "santé", means="écrit", purpose="un logement", valid_until=until)
    refuse(office, lea, "santé")
    assert covered(office, lea, LATE - timedelta(1)) == ["identité", "santé"]
    assert covered(office, lea, LATE) == ["identité"]
    assert views(office, lea)[agreed].categories == ("identité", "santé")
    rest = next(view for view in consents.of_person(office, lea.person) if view.in_force)
    assert (rest.given_on, rest.valid_until, rest.means, rest.purpose) == (LATE, until, "écrit", "un logement")
    undo(office)
    assert covered(office, lea, LATE) == ["identité", "santé"]


def test_a_refusal_of_what_she_never_agreed_to_changes_nothing(office, lea):
    agreed = record(office, lea, "identité")
    refuse(office, lea, "santé")
    assert covered(office, lea) == ["identité"]
    assert views(office, lea)[agreed].withdrawn_on is None


def test_a_refusal_bears_on_that_partner_only_and_on_what_came_before(office, lea):
    consents.record(office, lea.person, lea.commission, ["identité"], given_on=EARLY)
    after = record(office, lea, "identité", on=TODAY)
    refuse(office, lea)
    assert covered(office, lea) == ["identité"]
    assert views(office, lea)[after].in_force
    assert [view.organisation_id for view in views(office, lea).values() if view.in_force] == [
        lea.shelter,
        lea.commission,
    ]


def test_an_agreement_written_down_late_stops_at_the_refusals_since(office, lea):
    refuse(office, lea, "santé")
    refuse(office, lea, "logement", on=TODAY)
    record(office, lea, "identité", "logement", "santé")
    assert covered(office, lea, LATE - timedelta(1)) == ["identité", "logement", "santé"]
    assert covered(office, lea, LATE) == ["identité", "logement"]
    assert covered(office, lea, TODAY) == ["identité"]


def test_agreements_about_to_end_are_told_with_her_name(office, lea):
    soon = record(office, lea, "identité", valid_until=date(2026, 12, 24))
    consents.record(office, lea.person, lea.commission, ["identité"], valid_until=date(2026, 12, 25))
    assert [(view.id, name) for view, name in consents.ending(office)] == [(soon, "Léa Marchetti")]
    refuse(office, lea)
    assert consents.ending(office) == ()
