# SPDX-License-Identifier: AGPL-3.0-or-later
"""Request, decision, certificate: what they certify has happened, with exact dates; otherwise a sentence says why."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from app.models.organisation import Organisation
from app.models.person import Person
from app.services import papers, procedure_papers, procedures, referrals
from app.services.refusals import Refusal, Refused
from app.services.wording import sentence
from tests import people
from tests.documents.reading import pages_text, whole_text

REASONS = "Le nombre de domiciliations que l’organisme peut assurer est atteint."
ELSEWHERE = "Association Le Relais, rendez-vous le 2 octobre 2026 à 10 h."
REFUSAL = {"motive": "SATURATION", "reasons": REASONS, "orientation_kind": "asso", "orientation": ELSEWHERE}
STRUCK_OFF = {"motive": "ENTREE_LOGEMENT", "reasons": "Vous avez un logement depuis le 15 novembre 2026."}


@pytest.fixture
def lea(office):
    return people.write_lea(office)


def domiciliation(office, lea, opened, **events):
    """A new procedure; each event is noted on its day, with its details."""
    procedure = people.made(procedures.open_procedure(office, lea.person, "domiciliation", opened, "45").created)
    for name, (on, details) in events.items():
        procedures.note_event(office, procedure, name, on, details)
    return procedure


def certificate(office, procedure):
    return whole_text(procedure_papers.certificate(office, procedure))


def decision(office, procedure):
    return whole_text(procedure_papers.decision(office, procedure))


def refused(make, *args):
    with pytest.raises(Refused) as refusal:
        make(*args)
    return refusal.value


def become(office, **fields):
    with office.writing("field_set") as work:
        own = work.session.scalars(sa.select(Organisation).where(Organisation.own)).one()
        for name, value in fields.items():
            setattr(own, name, value)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 3, 2), "01/03/2027"),
        (date(2026, 1, 1), "31/12/2026"),
        (date(2026, 3, 1), "28/02/2027"),
        (date(2025, 12, 9), "08/12/2026"),
    ],
)
def test_a_certificate_lasts_a_year_less_a_day(office, lea, start, last):
    requested, granted = (date(2025, 11, 20), {}), (date(2025, 12, 1), {"valid_from": start})
    procedure = domiciliation(office, lea, date(2025, 11, 20), requested=requested, granted=granted)
    assert f"du {start:%d/%m/%Y} au {last}" in certificate(office, procedure)


def test_a_renewed_certificate_keeps_the_date_of_the_first(office, lea):
    text = certificate(office, lea.address)
    assert "du 09/12/2025 au 08/12/2026" in text
    assert "Première domiciliation dans l’organisme : 09/12/2024" in text
    procedures.set_answer(office, lea.address, "first_on", date(2023, 12, 9))
    assert "Première domiciliation dans l’organisme : 09/12/2023" in certificate(office, lea.address)


def test_a_certificate_says_who_where_for_whom_and_who_decided(office, lea):
    text = certificate(office, lea.address)
    for words in (
        "Attestation d’élection de domicile",
        "Modèle non officiel : à reporter sur le Cerfa",
        "Marchetti Noé 05/08/2023 enfant",
        "Orléans (Loiret)",
        "Mme Léa Marchetti CCAS de Saint-Martin-des-Ponts Numéro de dossier : 1127 4 place des Tanneurs",
        "Il est recommandé de demander le renouvellement au moins deux mois avant la date de fin.",
        "Fait à Saint-Martin-des-Ponts, le 01/12/2025",
        "Pour l’organisme, Odile Lambert, directrice",
    ):
        assert words in text
    assert len(pages_text(procedure_papers.certificate(office, lea.address))) == 1
    assert "sans numéro" not in text


def test_nothing_is_certified_before_it_is_granted(office, lea):
    procedure = domiciliation(office, lea, date(2026, 9, 1), requested=(date(2026, 9, 1), {}))
    found = refused(procedure_papers.certificate, office, procedure)
    assert found.reason is Refusal.NOT_GRANTED
    assert "notez d’abord la décision" in sentence(found)
    procedures.note_event(office, procedure, "refused", date(2026, 9, 28), REFUSAL)
    assert refused(procedure_papers.certificate, office, procedure).reason is Refusal.NOT_GRANTED


def test_what_was_ended_before_its_term_is_no_longer_certified(office, lea):
    assert certificate(office, lea.address)
    procedures.note_event(office, lea.address, "struck_off", date(2026, 11, 20), STRUCK_OFF)
    found = refused(procedure_papers.certificate, office, lea.address)
    assert found.reason is Refusal.NO_LONGER_VALID
    assert "depuis le 20 novembre 2026" in sentence(found)


def test_a_refused_renewal_leaves_the_running_certificate_until_its_term(office, lea):
    procedures.note_event(office, lea.address, "renewal_requested", date(2026, 11, 2), {"mail_place": "here"})
    procedures.note_event(office, lea.address, "refused", date(2026, 11, 20), REFUSAL)
    assert "du 09/12/2025 au 08/12/2026" in certificate(office, lea.address)
    assert "Votre demande est refusée" in decision(office, lea.address)


def test_a_renewal_granted_in_advance_certifies_the_coming_year(office, lea):
    procedures.note_event(office, lea.address, "renewal_requested", date(2026, 11, 2), {"mail_place": "here"})
    procedures.note_event(office, lea.address, "granted", date(2026, 11, 20), {"valid_from": date(2026, 12, 9)})
    text = certificate(office, lea.address)
    assert "du 09/12/2026 au 08/12/2027" in text
    assert "Première domiciliation dans l’organisme : 09/12/2024" in text


def test_a_procedure_of_another_time_prints_the_papers_of_its_rules(office, lea):
    granted = (date(2015, 6, 1), {"valid_from": date(2015, 6, 1)})
    procedure = domiciliation(office, lea, date(2015, 5, 4), requested=(date(2015, 5, 4), {}), granted=granted)
    text = certificate(office, procedure)
    assert "du 01/06/2015 au 31/05/2016" in text
    assert "règles au 01/01/2008" in text
    assert refused(procedure_papers.request, office, procedure).reason is Refusal.NO_SUCH_PAPER


@pytest.mark.parametrize("make", [procedure_papers.certificate, procedure_papers.decision, procedure_papers.request])
def test_a_scheme_without_the_paper_says_so(office, lea, make):
    found = refused(make, office, lea.recourse)
    assert found.reason is Refusal.NO_SUCH_PAPER
    assert "Recours DALO" in sentence(found)


@pytest.mark.parametrize("make", [procedure_papers.certificate, procedure_papers.decision])
def test_a_service_that_does_not_decide_delivers_nothing_in_its_own_name(office, lea, make):
    assert make(office, lea.address)
    become(office, kind="conseil_departemental", name="Département du Loiret")
    found = refused(make, office, lea.address)
    assert found.reason is Refusal.DELIVERED_ELSEWHERE
    assert not sentence(found).endswith("..")


def test_an_accepted_request_is_notified_with_its_dates_and_how_to_contest(office, lea):
    text = decision(office, lea.address)
    for words in (
        "Votre demande est acceptée",
        "Décision du 01/12/2025 Du 09/12/2025 Au, dernier jour compris 08/12/2026",
        "Dans les deux mois qui suivent sa notification",
        "Fait à Saint-Martin-des-Ponts, le 01/12/2025",
    ):
        assert words in text
    assert "refusée" not in text


def test_a_refusal_gives_its_reason_where_else_to_go_and_how_to_contest(office, lea):
    refusal = (date(2026, 9, 28), REFUSAL)
    procedure = domiciliation(office, lea, date(2026, 9, 1), requested=(date(2026, 9, 1), {}), refused=refusal)
    text = decision(office, procedure)
    for words in ("Votre demande est refusée", f"Motif {REASONS}", "Orientation proposée Association Le Relais"):
        assert words in text
    assert "tribunal administratif" in text
    assert "acceptée" not in text


def test_the_decision_printed_is_the_latest(office, lea):
    assert "Il est mis fin" not in decision(office, lea.address)
    procedures.note_event(office, lea.address, "struck_off", date(2026, 11, 20), STRUCK_OFF)
    text = decision(office, lea.address)
    assert "Il est mis fin à votre domiciliation" in text
    assert "Vous avez un logement depuis le 15 novembre 2026." in text
    assert "acceptée" not in text


def test_no_decision_no_paper(office, lea):
    procedure = domiciliation(office, lea, date(2026, 9, 1), requested=(date(2026, 9, 1), {}))
    assert refused(procedure_papers.decision, office, procedure).reason is Refusal.NOTHING_DECIDED


def test_the_request_leaves_boxes_for_what_is_agreed_at_the_counter(office, lea):
    procedure = domiciliation(office, lea, date(2026, 11, 2))
    text = whole_text(procedure_papers.request(office, procedure))
    for words in (
        "Demande d’élection de domicile",
        "Réponse et proposition d’entretien",
        "Avec",
        "Signature et cachet",
        "4 place des Tanneurs, 45990 Saint-Martin-des-Ponts",
    ):
        assert words in text
    assert "Réponse souhaitée" not in text
    assert len(pages_text(procedure_papers.request(office, procedure))) == 1
    procedures.set_answer(office, procedure, "interview_with", "Hélène Vasseur")
    assert "Hélène Vasseur" in whole_text(procedure_papers.request(office, procedure))


def test_a_renewal_is_dated_by_its_own_request(office, lea):
    def received():
        text = whole_text(procedure_papers.request(office, lea.address))
        return text.partition("Demande reçue le ")[2][:10]

    assert received() == "06/10/2025"
    procedures.note_event(office, lea.address, "renewal_requested", date(2026, 11, 2), {"mail_place": "here"})
    assert received() == "02/11/2026"
    procedures.note_event(office, lea.address, "granted", date(2026, 11, 20), {"valid_from": date(2026, 12, 9)})
    assert received() == "02/11/2026"


def test_a_request_to_another_organisation_names_that_one(office, lea):
    become(office, kind="conseil_departemental", name="Département du Loiret")
    relais = people.organisation(office, {"name": "Le Relais", "kind": "organisme_domiciliataire", "town": "Olivet"})
    procedure = domiciliation(office, lea, date(2026, 11, 2))
    people.made(referrals.prepare(office, procedure, relais, "given_to_person").created)
    text = whole_text(procedure_papers.request(office, procedure))
    assert "Nom de l’organisme" in text
    body = text.partition("auprès de l’organisme suivant")[2]
    assert "Le Relais" in body
    assert "Département du Loiret" not in body.partition("page 1 sur")[0]


def test_a_request_that_was_sent_stays_as_it_left(office, lea):
    referral = people.made(referrals.prepare(office, lea.address, lea.tilleuls, "given_to_person").created)
    referrals.send(office, referral)
    before = procedure_papers.request(office, lea.address)
    with office.writing("field_set") as work:
        work.session.get_one(Person, lea.person).birth_place = "Tours"
    assert procedure_papers.request(office, lea.address) == before
    assert "Tours" in whole_text(papers.draft(office, lea.address, "request").pdf)


def test_the_same_dossier_gives_the_same_bytes(office, lea):
    for make in (procedure_papers.certificate, procedure_papers.decision, procedure_papers.request):
        assert make(office, lea.address) == make(office, lea.address)


def test_papers_are_the_same_on_both_engines(either_office):
    lea = people.write_lea(either_office)
    assert "du 09/12/2025 au 08/12/2026" in certificate(either_office, lea.address)
    assert "Votre demande est acceptée" in decision(either_office, lea.address)
