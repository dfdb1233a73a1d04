# SPDX-License-Identifier: AGPL-3.0-or-later
"""Saving a field: what is typed, what is kept, what is refused beside it and stays a draft, what is kept and said."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from app.models.housing import Housing
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.resource import Resource
from app.models.tables import FACTS
from app.services import drafts, encounters, housings, resources, sheet
from app.services.cautions import Caution, Kept
from app.services.changes import NOTHING
from app.services.fields import fields_of, labels_of, name_of
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.wording import CAUTIONS, caution_sentence
from app.storage.entries import columns_of
from tests.services.conftest import SERVICE
from tests.services.desk import create, entries_written, get, refused, undo

NIR = "2 69 05 49 588 157 80"


@pytest.fixture
def lea(office: Office) -> UUID:
    return create(office, phone="01 99 00 31 07")


def set_person(office: Office, lea: UUID, field: str, text: str):
    return sheet.set_field(office, "person", lea, field, text)


@pytest.mark.parametrize(
    ("field", "typed", "kept", "shown_again"),
    [
        ("birth_name", "  Marchetti-Colin ", "Marchetti-Colin", "Marchetti-Colin"),
        ("birth_name", "d'Artagnan", "d’Artagnan", "d’Artagnan"),
        ("use_name", "", "", ""),
        ("birth", "vers 1975", "~1975", "vers 1975"),
        ("birth", "00/03/1990", "1990-03", "03/1990"),
        ("birth", "1978", "1978", "1978"),
        ("birth", "02031990", "1990-03-02", "02/03/1990"),
        ("phone", "+33 1 99 00 31 08", "0199003108", "01\u00a099\u00a000\u00a031\u00a008"),
        ("phone", "", "", ""),
        ("email", "lea@exemple.fr", "lea@exemple.fr", "lea@exemple.fr"),
        ("address", "12 rue des Lilas\n\n  Bât. B  ", "12 rue des Lilas\n\n  Bât. B", "12 rue des Lilas\n\n  Bât. B"),
        ("town", "Saint-\u200bMartin\n", "Saint-Martin", "Saint-Martin"),
        ("postal_code", "38 000", "38000", "38000"),
        ("title", "mme", "mme", "mme"),
        ("title", "", None, ""),
        ("family_status", "single", "single", "single"),
        ("permit_kind", "", "", ""),
        ("permit_until", "3/5/2027", date(2027, 5, 3), "03/05/2027"),
        ("permit_until", "+7", date(2026, 12, 1), "01/12/2026"),
        ("permit_until", "", None, ""),
        ("housing_request_number", "038 0126 000123 gdpub", "0380126000123GDPUB", "0380126000123GDPUB"),
        ("work_situation", "SALARIE", "SALARIE", "SALARIE"),
    ],
)
def test_what_is_typed_is_kept_in_one_form(
    office: Office, lea: UUID, field: str, typed: str, kept: object, shown_again: str
):
    set_person(office, lea, field, typed)
    assert getattr(get(office, Person, lea), field) == kept
    assert sheet.view(office, "person", lea)[field].text == shown_again
    again = entries_written(office)
    assert set_person(office, lea, field, shown_again) is NOTHING
    assert entries_written(office) == again


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("birth", "31/02/1980", Refusal.MISREAD),
        ("birth", "1/1/80", Refusal.MISREAD),
        ("birth", "12/03/2030", Refusal.MISREAD),
        ("birth", "1850", Refusal.MISREAD),
        ("birth", "", Refusal.FIELD_REQUIRED),
        ("birth_name", " \u00a0 ", Refusal.FIELD_REQUIRED),
        ("birth_name", "12", Refusal.NOT_A_NAME),
        ("birth_name", "A" * 101, Refusal.TEXT_TOO_LONG),
        ("phone", "demain", Refusal.MISREAD),
        ("email", "lea chez exemple", Refusal.NOT_AN_EMAIL),
        ("postal_code", "3800", Refusal.NOT_A_POSTAL_CODE),
        ("title", "docteur", Refusal.UNKNOWN_CHOICE),
        ("permit_until", "31/02/2027", Refusal.MISREAD),
        ("housing_request_on", "demain", Refusal.DAY_TO_COME),
        ("own_words", "x" * 20_001, Refusal.TEXT_TOO_LONG),
    ],
)
def test_what_cannot_be_taken_stays_a_draft_beside_its_reason(
    office: Office, lea: UUID, field: str, typed: str, reason: Refusal
):
    before = getattr(get(office, Person, lea), field)
    written = entries_written(office)
    with refused(reason, field):
        set_person(office, lea, field, typed)
    assert getattr(get(office, Person, lea), field) == before
    assert entries_written(office) == written
    shown = sheet.view(office, "person", lea)[field]
    assert shown.draft == typed
    assert bool(shown.reason) == bool(typed)


def test_a_refusal_given_a_good_text_forgets_its_draft(office: Office, lea: UUID):
    with refused(Refusal.MISREAD):
        set_person(office, lea, "birth", "31/02/1980")
    assert [line.text for line in drafts.of(office, lea)] == ["31/02/1980"]
    set_person(office, lea, "birth", "28/02/1980")
    assert drafts.of(office, lea) == ()
    with refused(Refusal.MISREAD):
        set_person(office, lea, "birth", "31/02/1980")
    assert set_person(office, lea, "birth", "28/02/1980") is NOTHING
    assert drafts.of(office, lea) == ()


@pytest.mark.parametrize(
    "field", ["own_words", "town", "birth_name", "phone", "email", "birth", "housing_request_number"]
)
def test_a_social_security_number_is_kept_nowhere(office: Office, lea: UUID, field: str):
    text = f"Son numéro : {NIR}. Le reste." if field != "housing_request_number" else NIR
    with refused(Refusal.NIR, field):
        set_person(office, lea, field, text)
    kept = sheet.view(office, "person", lea)[field]
    assert "588" not in kept.text + kept.draft
    if field != "housing_request_number":
        assert kept.draft.startswith("Son numéro :")
        assert kept.draft.endswith("Le reste.")


@pytest.mark.parametrize(
    ("field", "typed", "kept", "caution"),
    [
        ("phone", "1990031 (sa mère)", "1990031 (sa mère)", Caution.UNUSUAL_PHONE),
        ("housing_request_number", "12345", "12345", Caution.UNUSUAL_HOUSING_REQUEST),
        ("phone_note", "FR76 3000 1007 9412 3456 7890 185", "FR76 3000 1007 9412 3456 7890 185", Caution.BANK_ACCOUNT),
    ],
)
def test_what_is_unusual_is_kept_and_said(
    office: Office, lea: UUID, field: str, typed: str, kept: str, caution: Caution
):
    changes = set_person(office, lea, field, typed)
    assert isinstance(changes, Kept)
    assert changes.caution is caution
    assert changes.persons == {lea}
    assert getattr(get(office, Person, lea), field) == kept
    assert sheet.view(office, "person", lea)[field].draft == ""


def test_every_caution_has_its_sentence():
    assert set(CAUTIONS) == set(Caution)
    assert all(caution_sentence(one).endswith(".") for one in Caution)


def test_a_saved_field_is_one_change_that_undo_gives_back(office: Office, lea: UUID):
    changes = set_person(office, lea, "town", "Saint-Martin")
    assert changes.ids("person") == {lea}
    assert changes.verb == "field_set"
    undo(office)
    assert get(office, Person, lea).town == ""


def test_her_words_carry_their_day(office: Office, lea: UUID):
    set_person(office, lea, "own_words", "« Je tiens mon plan. »")
    assert get(office, Person, lea).own_words_on == date(2026, 11, 24)
    set_person(office, lea, "own_words", "")
    assert get(office, Person, lea).own_words_on is None


def test_two_dates_keep_their_order(office: Office, lea: UUID):
    set_person(office, lea, "housing_request_on", "12/03/2024")
    with refused(Refusal.END_BEFORE_START, "housing_request_renewed_on"):
        set_person(office, lea, "housing_request_renewed_on", "12/03/2023")
    set_person(office, lea, "housing_request_renewed_on", "12/03/2024")
    with refused(Refusal.END_BEFORE_START):
        set_person(office, lea, "housing_request_on", "13/03/2024")
    assert get(office, Person, lea).housing_request_on == date(2024, 3, 12)


def test_fields_of_a_dwelling_are_in_their_units(office: Office, lea: UUID):
    home = housings.add(office, lea).created
    assert home is not None
    for field, typed in (("surface", "18,4 m²"), ("rent", "1 064,50 €"), ("charges", "0"), ("rooms", "2")):
        sheet.set_field(office, "housing", home, field, typed)
    row = get(office, Housing, home)
    assert (row.surface, row.rent, row.charges, row.rooms) == (1840, 106450, 0, 2)
    shown = sheet.view(office, "housing", home)
    assert (shown["surface"].text, shown["rent"].text, shown["charges"].text) == ("18,4", "1\u202f064,50", "0")
    for field, typed in (("surface", "grand"), ("rooms", "-1"), ("rooms", "2,5"), ("rooms", "9999999")):
        with refused(Refusal.NOT_A_NUMBER, field):
            sheet.set_field(office, "housing", home, field, typed)
    for typed in ("-5", "99999999999"):
        with refused(Refusal.AMOUNT_OUT_OF_RANGE, "rent"):
            sheet.set_field(office, "housing", home, "rent", typed)
    sheet.set_field(office, "housing", home, "rent", "")
    assert get(office, Housing, home).rent is None


def test_yes_no_and_unknown_are_three_things(office: Office):
    for typed, kept in (("oui", True), ("non", False), ("", None)):
        sheet.set_field(office, "organisation", SERVICE, "bound_by_secrecy", typed)
        assert get(office, Organisation, SERVICE).bound_by_secrecy is kept
    with refused(Refusal.UNKNOWN_CHOICE, "bound_by_secrecy"):
        sheet.set_field(office, "organisation", SERVICE, "bound_by_secrecy", "peut-être")


def test_an_organisation_has_short_numbers_and_a_checked_siret(office: Office):
    sheet.set_field(office, "organisation", SERVICE, "phone", "115")
    assert get(office, Organisation, SERVICE).phone == "115"
    sheet.set_field(office, "organisation", SERVICE, "siret", "130 030 133 00016")
    assert get(office, Organisation, SERVICE).siret == "13003013300016"
    with refused(Refusal.NOT_A_SIRET, "siret"):
        sheet.set_field(office, "organisation", SERVICE, "siret", "13003013300017")
    with refused(Refusal.UNKNOWN_DEPARTMENT, "department"):
        sheet.set_field(office, "organisation", SERVICE, "department", "99")
    sheet.set_field(office, "organisation", SERVICE, "department", "2a")
    assert get(office, Organisation, SERVICE).department == "2A"


def test_the_kind_of_a_contact_says_whether_it_was_with_her(office: Office, lea: UUID):
    note = encounters.note(office, lea, "visit").created
    assert note is not None
    assert encounters.last_contact(office, lea) is not None
    sheet.set_field(office, "encounter", note, "kind", "note")
    assert encounters.last_contact(office, lea) is None


@pytest.mark.parametrize(
    ("entity", "field"),
    [
        ("person", "file_number"),
        ("person", "deleted"),
        ("person", "absent"),
        ("procedure", "scheme"),
        ("worker", "role"),
        ("worker", "identifier"),
        ("absent", "town"),
        ("encounter", "person_id"),
    ],
)
def test_what_belongs_to_verbs_is_not_a_field(office: Office, lea: UUID, entity: str, field: str):
    with pytest.raises(Refused):
        sheet.set_field(office, entity, lea, field, "oui")
    assert drafts.mine(office) == ()


def test_an_unknown_or_withdrawn_record_is_refused(office: Office, lea: UUID):
    with refused(Refusal.UNKNOWN_ID):
        set_person(office, uuid4(), "town", "Bréchamp")
    kind = resources.add(office, lea, "rsa").created
    assert kind is not None
    resources.remove(office, kind)
    with refused(Refusal.UNKNOWN_ID):
        sheet.set_field(office, "resource", kind, "amount", "600")
    assert get(office, Resource, kind).amount is None


# The fields themselves


def test_every_field_of_every_record_has_its_french_name():
    for entity in FACTS:
        assert set(labels_of(entity)) == {"_", *columns_of(entity)}
        assert name_of(entity)
        assert all(field.label for field in fields_of(entity).values())


def test_a_choice_names_a_list_that_exists(office: Office):
    choices = [field for entity in FACTS for field in fields_of(entity).values() if field.kind == "choice"]
    assert len(choices) > 12
    assert [field.name for field in choices if field.vocabulary not in office.catalogue.vocabularies] == []
