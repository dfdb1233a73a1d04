# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker’s own blank is filled from the dossier, each value at its place; another file is refused in a sentence."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from app.models.household import Household, HouseholdMember
from app.models.organisation import Organisation
from app.services import consents, official_papers, procedures, referrals
from app.services.refusals import Refusal, Refused
from app.services.wording import sentence
from tests import people
from tests.documents.blank_forms import blank_form
from tests.documents.reading import plain, whole_text
from tests.documents.test_official_form import crosses, text_in

FORMS = Path(__file__).parents[3] / "shared" / "forms"
REQUEST, CERTIFICATE = FORMS / "cerfa_16029-01_demande.pdf", FORMS / "cerfa_16030-01_attestation.pdf"
"""The blanks are not ours to distribute: they lie in `shared/forms`, beside the project."""
ANSWERS = (
    ("interview_on", date(2025, 10, 14)),
    ("interview_at", "14:30"),
    ("interview_with", "Camille Aubry"),
    ("interview_place", "4 place des Tanneurs, bureau 3"),
    ("attached_town", "Le Val-Fleuri"),
)
HER = {
    "noms": "Marchetti",
    "prenoms": "Léa",
    "jourNaissance": "12",
    "moisNaissance": "03",
    "anneeNaissance": "2002",
    "lieuNaissance": "Orléans (Loiret)",
}
BODY = {
    "responsable": "Odile Lambert, directrice",
    "adresseOrga1": "4 place des Tanneurs, 45990 Saint-Martin-des-Ponts",
    "courrielOrga": "accompagnement@exemple.fr",
    "telephoneOrga": "01 99 00 12 40",
}
NAME, TOWN = "CCAS de Saint-Martin-des-Ponts", "Saint-Martin-des-Ponts"
ON_THE_REQUEST = {
    **{f"{name}1": value for name, value in HER.items()},
    **{f"{name}2": value for name, value in HER.items()},
    **BODY,
    "ayantsDroits": "Marchetti Noé 05/08/2023",
    "telephone": "01 99 00 31 07",
    "courriel": "lea@exemple.fr",
    "numeroUsager": "1127",
    "nomOrga1": NAME,
    "nomOrga2": NAME,
    "prefecture1": "",
    "prefecture2": "",
    "agrement": "",
    "signature1A": TOWN,
    "signature1B": TOWN,
    "signature2": TOWN,
    **{"jourDecision1A": "", "moisDecision1A": "", "anneeDecision1A": ""},
    **{"jourDecision1B": "06", "moisDecision1B": "10", "anneeDecision1B": "2025"},
    **{"jourDecision2": "01", "moisDecision2": "12", "anneeDecision2": "2025"},
    **{"jourRdv": "14", "moisRdv": "10", "anneeRdv": "2025", "heureRdv": "14", "minutesRdv": "30"},
    "entretienAvec": "Camille Aubry",
    "entretienAdresse": "4 place des Tanneurs, bureau 3",
    "rattachement": "Le Val-Fleuri",
    "motifRefus": "",
    "orientation": "",
}
ON_THE_CERTIFICATE = {
    **{f"{name}1": value for name, value in HER.items()},
    **{"noms2": "Marchetti", "prenoms2": "Léa"},
    **BODY,
    "ayantsDroits": "Marchetti Noé 05/08/2023",
    "nomOrga1": NAME,
    "rattachement": "Le Val-Fleuri",
    "prefecture1": "",
    "agrement": "",
    "adresse": f"{NAME} n° 1127 4 place des Tanneurs 45990 {TOWN}",
    **{"jourDebut": "09", "moisDebut": "12", "anneeDebut": "2025"},
    **{"jourFin": "08", "moisFin": "12", "anneeFin": "2026"},
    **{"jourPremiereDom": "09", "moisPremiereDom": "12", "anneePremiereDom": "2024"},
    "signature1A": TOWN,
    **{"jourDecision1A": "01", "moisDecision1A": "12", "anneeDecision1A": "2025"},
}
with_blanks = pytest.mark.parametrize("folder", [FORMS])


@pytest.fixture
def lea(office):
    written = people.write_lea(office)
    with office.writing("field_set") as work:
        work.session.get_one(people.Person, written.person).email = "lea@exemple.fr"
    for key, value in ANSWERS:
        procedures.set_answer(office, written.address, key, value)
    return written


def refused(office, procedure, blank):
    with pytest.raises(Refused) as refusal:
        official_papers.fill(office, procedure, blank)
    return refusal.value


def places(blank):
    """The rectangles of the blank’s fields, as its list of fields gives them: (name, state, page, rectangle)."""
    with blank.with_suffix(".fields.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [(row["name"], row["state"], int(row["page"]), tuple(map(float, row["rect"].split()))) for row in rows]


def read_back(blank, pdf):
    """What is written in each field of text."""
    return {
        name: plain(text_in(pdf, *rectangle, page=page - 1)).strip(" _/")
        for name, state, page, rectangle in places(blank)
        if not state
    }


def ticked(blank, pdf):
    """The boxes with a cross in them."""
    return {
        (name, state)
        for name, state, page, (left, low, right, high) in places(blank)
        for x, y in crosses(pdf, page - 1)
        if state and left <= x <= right and low <= y <= high
    }


def ticks_drawn(pdf, pages):
    return sum(len(crosses(pdf, page)) for page in range(pages))


def agree(office, lea, body, *categories):
    return consents.record(office, lea.person, body, categories, means="écrit").created


def elsewhere(office, lea):
    """A first request that another organisation decides, and the referral that asks it."""
    body = {"name": "Association Le Relais", "kind": "organisme_domiciliataire", "town": "Le Val-Fleuri"}
    relais = people.organisation(office, {**body, "accreditation_prefecture": "Préfecture du Loiret"})
    procedure = procedures.open_procedure(office, lea.person, "domiciliation", date(2026, 11, 2), "45").created
    return relais, referrals.prepare(office, procedure, relais).created


def become(office, **fields):
    with office.writing("field_set") as work:
        own = work.session.scalars(sa.select(Organisation).where(Organisation.own)).one()
        for name, value in fields.items():
            setattr(own, name, value)


@pytest.mark.parametrize("blank", [REQUEST, CERTIFICATE], ids=["request", "certificate"])
def test_the_official_blanks_lie_beside_the_project(blank):
    assert blank.is_file(), f"there is no {blank}: nothing of it can be tested"


@with_blanks
def test_every_value_of_the_request_stands_in_its_field_and_nothing_elsewhere(office, lea, folder):
    form = official_papers.filled(office, lea.address, (folder / REQUEST.name).read_bytes())
    assert read_back(REQUEST, form.pdf) == ON_THE_REQUEST
    assert ticked(REQUEST, form.pdf) == {("sexe1", "/1"), ("sexe2", "/1"), ("typeDemande", "/2"), ("decision", "/1")}
    assert ticks_drawn(form.pdf, 2) == 4
    assert (form.title, form.number) == ("Demande d’élection de domicile et décision", "16029*01")
    assert form.certified
    assert form.blank == ("prefecture1", "prefecture2", "agrement", "motifRefus", "orientation")
    assert form.shortened == ()


@with_blanks
def test_every_value_of_the_certificate_stands_in_its_field_and_nothing_elsewhere(office, lea, folder):
    form = official_papers.filled(office, lea.address, (folder / CERTIFICATE.name).read_bytes())
    assert read_back(CERTIFICATE, form.pdf) == ON_THE_CERTIFICATE
    assert ticked(CERTIFICATE, form.pdf) == {("sexe1", "/0")}
    assert ticks_drawn(form.pdf, 1) == 1
    assert form.blank == ("prefecture1", "agrement")


@with_blanks
def test_a_refusal_ticks_the_other_box_with_its_reasons(office, lea, folder):
    procedure = procedures.open_procedure(office, lea.person, "domiciliation", date(2026, 9, 1), "45").created
    with office.writing("field_set") as work:
        work.session.get_one(people.Person, lea.person).title = "m"
    procedures.set_answer(office, procedure, "request_type", "PREMIERE_DEMANDE")
    procedures.note_event(office, procedure, "requested", date(2026, 9, 1))
    refusal = {"motive": "SATURATION", "reasons": "Toutes les places sont prises.", "orientation_kind": "asso"}
    refusal["orientation"] = "Association Le Relais, le 2 octobre."
    procedures.note_event(office, procedure, "refused", date(2026, 9, 28), refusal)
    pdf = official_papers.fill(office, procedure, (folder / REQUEST.name).read_bytes())
    assert ticked(REQUEST, pdf) == {("sexe1", "/2"), ("sexe2", "/2"), ("typeDemande", "/1"), ("decision", "/2")}
    read = read_back(REQUEST, pdf)
    assert read["motifRefus"] == "Toutes les places sont prises."
    assert read["orientation"] == "Association Le Relais, le 2 octobre."
    assert [read[f"{part}Decision2"] for part in ("jour", "mois", "annee")] == ["28", "09", "2026"]


@with_blanks
def test_a_new_request_bears_nothing_of_the_decisions_before_it(office, lea, folder):
    procedures.note_event(office, lea.address, "renewal_requested", date(2026, 11, 2), {"mail_place": "here"})
    pdf = official_papers.fill(office, lea.address, (folder / REQUEST.name).read_bytes())
    read = read_back(REQUEST, pdf)
    assert [read[f"{part}Decision1B"] for part in ("jour", "mois", "annee")] == ["02", "11", "2026"]
    assert read["jourDecision2"] == ""
    assert {name for name, _ in ticked(REQUEST, pdf)} == {"sexe1", "sexe2", "typeDemande"}


@with_blanks
def test_what_does_not_hold_is_told(office, lea, folder):
    household = Household()
    with office.writing("member_added") as work:
        work.session.add(household)
        work.session.flush()
        for number in range(12):
            child = {"name": "Marchetti", "first_names": f"Enfant{number}", "link": "enfant"}
            work.session.add(HouseholdMember(household_id=household.id, person_id=lea.person, **child))
    form = official_papers.filled(office, lea.address, (folder / REQUEST.name).read_bytes())
    assert form.shortened == ("ayantsDroits",)
    assert "Enfant11" in PdfReader(BytesIO(form.pdf)).pages[2].extract_text()
    assert "Enfant0" in whole_text(form.pdf)


@with_blanks
def test_nothing_is_certified_before_it_is_granted_nor_after_it_ended(office, lea, folder):
    blank = (folder / CERTIFICATE.name).read_bytes()
    procedure = procedures.open_procedure(office, lea.person, "domiciliation", date(2026, 9, 1), "45").created
    assert refused(office, procedure, blank).reason is Refusal.NOT_GRANTED
    assert official_papers.fill(office, lea.address, blank)
    ended = {"motive": "ENTREE_LOGEMENT", "reasons": "Vous avez un logement depuis le 15 novembre 2026."}
    procedures.note_event(office, lea.address, "struck_off", date(2026, 11, 20), ended)
    assert refused(office, lea.address, blank).reason is Refusal.NO_LONGER_VALID


@with_blanks
def test_a_service_that_does_not_decide_neither_certifies_nor_stands_as_the_body(office, lea, folder):
    become(office, kind="conseil_departemental", name="Département du Loiret")
    found = refused(office, lea.address, (folder / CERTIFICATE.name).read_bytes())
    assert found.reason is Refusal.DELIVERED_ELSEWHERE
    read = read_back(REQUEST, official_papers.fill(office, lea.address, (folder / REQUEST.name).read_bytes()))
    assert (read["noms1"], read["nomOrga1"], read["signature1B"]) == ("Marchetti", "", "")


@with_blanks
def test_a_form_for_another_body_waits_for_her_agreement_and_shows_what_it_covers(office, lea, folder):
    relais, referral = elsewhere(office, lea)
    blank = (folder / REQUEST.name).read_bytes()
    assert refused(office, referral, blank).reason is Refusal.NO_AGREEMENT
    agree(office, lea, relais, "identité")
    read = read_back(REQUEST, official_papers.fill(office, referral, blank))
    assert (read["noms1"], read["ayantsDroits"]) == ("Marchetti", "")
    assert (read["nomOrga1"], read["prefecture1"]) == ("Association Le Relais", "Préfecture du Loiret")
    agree(office, lea, relais, "identité", "ménage")
    assert read_back(REQUEST, official_papers.fill(office, referral, blank))["ayantsDroits"].startswith("Marchetti Noé")


@with_blanks
def test_a_form_of_another_procedure_is_refused_by_its_number(office, lea, folder):
    refusal = refused(office, lea.recourse, (folder / REQUEST.name).read_bytes())
    assert refusal.reason is Refusal.OTHER_FORM
    assert "16029" in sentence(refusal)


@with_blanks
def test_an_unknown_procedure_is_refused(office, lea, folder):
    assert refused(office, lea.person, (folder / REQUEST.name).read_bytes()).reason is Refusal.UNKNOWN_ID


@pytest.mark.parametrize(
    ("blank", "reason"),
    [(b"no PDF at all", Refusal.UNREADABLE_FILE), (blank_form(), Refusal.UNKNOWN_FORM)],
)
def test_a_file_that_is_no_known_form_is_refused_in_a_sentence(office, lea, blank, reason):
    refusal = refused(office, lea.address, blank)
    assert refusal.reason == reason
    assert sentence(refusal).endswith(".")


@with_blanks
def test_a_long_name_and_a_long_reason_print_without_overlap_and_nothing_is_lost(office, lea, folder):
    name = "Anne-Charlotte de la Tour d’Auvergne-Œuvré de Łódź et de Saint-Étienne-du-Rouvray-lès-Trois-Fontaines"
    name += " du Bois Joli-Grain"
    reason = "Les trente places de notre service sont prises depuis le 4 juillet, et aucune n’a été rendue depuis. "
    reason = (reason * 30)[:2985] + "Fin du motif."
    assert (len(name), len(reason)) == (120, 2998)
    with office.writing("field_set") as work:
        work.session.get_one(people.Person, lea.person).birth_name = name
    procedure = procedures.open_procedure(office, lea.person, "domiciliation", date(2026, 9, 1), "45").created
    procedures.note_event(office, procedure, "requested", date(2026, 9, 1))
    refusal = {"motive": "SATURATION", "reasons": reason, "orientation_kind": "asso", "orientation": "Le Relais."}
    procedures.note_event(office, procedure, "refused", date(2026, 9, 28), refusal)
    form = official_papers.filled(office, procedure, (folder / REQUEST.name).read_bytes())
    assert form.shortened == ("motifRefus",)
    read = read_back(REQUEST, form.pdf)
    assert (read["noms1"], read["noms2"], read["prenoms2"]) == (plain(name), plain(name), "Léa")
    assert read["motifRefus"].startswith("Les trente places")
    assert read["motifRefus"].endswith("… (suite en annexe)")
    assert read["orientation"] == "Le Relais."
    annexed = PdfReader(BytesIO(form.pdf)).pages[2].extract_text()
    assert "Fin du motif." in annexed
    assert "Suite du formulaire" in annexed
    assert "Projet" not in annexed
