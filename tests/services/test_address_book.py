# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from uuid import uuid4

import pytest

from app.services import address_book, sheet, undoing
from app.services.refusals import Refusal, Refused
from tests.services.conftest import SERVICE
from tests.services.lea import COMMISSION, SHELTER


def names(office, kinds=None):
    return [line.name for line in address_book.organisations(office, kinds)]


def test_an_organisation_is_added_with_what_was_typed(office):
    changes = address_book.create_organisation(office, COMMISSION)
    line = address_book.organisation(office, changes.created)
    assert (line.name, line.kind_label) == (
        "Commission de médiation de l’Isère",
        "Commission de médiation (secrétariat)",
    )
    assert (line.place, line.department, line.own) == ("38000 Grenoble", "38", False)


def test_the_address_book_is_in_alphabetical_order_and_the_office_comes_last(office):
    for typed in (COMMISSION, {"name": "École du Val", "kind": "etablissement_scolaire"}, SHELTER):
        address_book.create_organisation(office, typed)
    assert names(office) == [
        "Association Le Relais",
        "Commission de médiation de l’Isère",
        "École du Val",
        "CCAS de Saint-Martin",
    ]


def test_only_the_kinds_asked_for_are_given(office):
    for typed in (COMMISSION, SHELTER):
        address_book.create_organisation(office, typed)
    assert names(office, ["commission_mediation"]) == ["Commission de médiation de l’Isère"]
    assert names(office, ["ccas", "organisme_domiciliataire"]) == ["Association Le Relais", "CCAS de Saint-Martin"]
    assert names(office, []) == []


@pytest.mark.parametrize(
    ("typed", "reason", "field"),
    [
        ({"name": " ", "kind": "caf"}, Refusal.FIELD_REQUIRED, "name"),
        ({"name": "CAF"}, Refusal.FIELD_REQUIRED, "kind"),
        ({"name": "CAF", "kind": "caisse"}, Refusal.UNKNOWN_CHOICE, "kind"),
        ({"name": "CAF", "kind": "caf", "postal_code": "3800"}, Refusal.NOT_A_POSTAL_CODE, "postal_code"),
        ({"name": "CAF", "kind": "caf", "email": "caf"}, Refusal.NOT_AN_EMAIL, "email"),
        ({"name": "CAF", "kind": "caf", "note": "2 85 05 78 006 084 91"}, Refusal.NIR, "note"),
    ],
)
def test_what_cannot_be_taken_is_refused_beside_its_field(office, typed, reason, field):
    with pytest.raises(Refused) as refused:
        address_book.create_organisation(office, typed)
    assert (refused.value.reason, refused.value.field) == (reason, field)
    assert names(office) == ["CCAS de Saint-Martin"]


def test_its_fields_are_then_saved_one_by_one(office):
    made = address_book.create_organisation(office, SHELTER).created
    sheet.set_field(office, "organisation", made, "phone", "01 99 00 12 34")
    sheet.set_field(office, "organisation", made, "bound_by_secrecy", "oui")
    line = address_book.organisation(office, made)
    assert (line.phone, line.bound_by_secrecy) == ("0199001234", True)
    sheet.set_field(office, "organisation", made, "bound_by_secrecy", "")
    assert address_book.organisation(office, made).bound_by_secrecy is None


def test_one_that_is_withdrawn_leaves_the_list_and_comes_back_when_undone(office):
    made = address_book.create_organisation(office, SHELTER).created
    address_book.withdraw(office, made)
    assert "Association Le Relais" not in names(office)
    assert address_book.organisation(office, made).name == "Association Le Relais"
    undoing.undo(office)
    assert "Association Le Relais" in names(office)


def test_the_office_is_known_and_never_withdrawn(office):
    assert address_book.own(office).id == SERVICE
    with pytest.raises(Refused) as refused:
        address_book.withdraw(office, SERVICE)
    assert refused.value.reason is Refusal.OWN_ORGANISATION
    assert address_book.own(office).id == SERVICE


def test_an_unknown_organisation_is_refused(office):
    for verb in (address_book.organisation, address_book.withdraw):
        with pytest.raises(Refused) as refused:
            verb(office, uuid4())
        assert refused.value.reason is Refusal.UNKNOWN_ID
