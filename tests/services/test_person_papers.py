# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of a pathway: each reader gets what the person agreed to, she gets plain words, dates have their proof."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.models.consent import Consent
from app.models.encounter import Encounter
from app.models.household import HouseholdMember
from app.models.person import Person
from app.models.procedure import ProcedureEvent
from app.services import consents, history, person_papers, procedures, referrals, undoing
from app.services.refusals import Refusal, Refused
from app.storage.verification import chain_end
from tests import people
from tests.documents.reading import pages_text, whole_text


@pytest.fixture
def lea(office):
    return people.write_lea(office)


def sheet(office, lea, recipient=None):
    return whole_text(person_papers.coordination_sheet(office, lea.person, recipient))


def copy(office, lea, **options):
    return whole_text(person_papers.person_copy(office, lea.person, **options))


def proof(office, procedure):
    return whole_text(person_papers.history_proof(office, procedure))


def change(office, table, entity, **fields):
    with office.writing("field_set") as work:
        row = work.session.get_one(table, entity)
        for name, value in fields.items():
            setattr(row, name, value)


def share_only(office, lea, *categories):
    consents.record(office, lea.person, lea.tilleuls, categories)


def events_of(office, procedure, name):
    with office.reading() as session:
        rows = session.query(ProcedureEvent).where(ProcedureEvent.procedure_id == procedure).all()
        return [row.id for row in rows if row.name == name]


def test_every_section_is_on_the_service_s_own_sheet(office, lea):
    change(office, Person, lea.person, safe_contact="Ne pas laisser de message.")
    text = sheet(office, lea)
    for number, heading in enumerate(
        (
            "Personne et ménage",
            "Référente de parcours",
            "Demande et projet, dans ses mots",
            "Intervenants",
            "Parcours, ",
            "Situation par domaine",
            "Démarches en cours",
            "Objectifs et plan d’actions",
            "Échéances dépassées et des trois prochains mois",
            "Dernière concertation",
            "Points de vigilance",
            "Partage d’informations",
            "Signatures",
        ),
        1,
    ):
        assert f"{number} {heading}" in text
    assert "Ne pas laisser de message." in text


def test_no_agreement_no_sheet(office, lea):
    with pytest.raises(Refused) as refused:
        sheet(office, lea, lea.commission)
    assert (refused.value.reason, refused.value.field) == (Refusal.NO_AGREEMENT, "agreement")


def test_an_agreement_taken_back_or_ended_no_longer_opens_anything(office, lea):
    assert "Résidence Les Tilleuls" in sheet(office, lea, lea.tilleuls)
    with office.reading() as session:
        consent = session.query(Consent).one().id
    change(office, Consent, consent, valid_until=date(2026, 11, 23))
    with pytest.raises(Refused):
        sheet(office, lea, lea.tilleuls)
    change(office, Consent, consent, valid_until=date(2026, 11, 24))
    assert sheet(office, lea, lea.tilleuls)
    consents.withdraw(office, consent)
    with pytest.raises(Refused):
        sheet(office, lea, lea.tilleuls)


def test_an_unknown_person_or_organisation_is_refused(office, lea):
    for ids in ((uuid4(), None), (lea.person, uuid4())):
        with pytest.raises(Refused) as refused:
            person_papers.coordination_sheet(office, *ids)
        assert refused.value.reason is Refusal.UNKNOWN_ID


def test_what_the_agreement_does_not_cover_is_not_on_the_sheet(office, lea):
    own, theirs = sheet(office, lea), sheet(office, lea, lea.tilleuls)
    for words in ("1 476 €", "Salariée", "français"):
        assert words in own
        assert words not in theirs
    for words in ("Marchetti Noé", "12/03/2002", "01 99 00 31 07", "18 m²", "FO-45-2026-A0001"):
        assert words in own
        assert words in theirs
    assert "Destinataire : Résidence Les Tilleuls" in theirs
    assert "identité, ménage, logement, droits" in theirs


def test_the_kind_of_contract_is_for_those_who_may_read_about_employment(office, lea):
    assert "salaire, contrat aidé 1 064 €" in sheet(office, lea)
    share_only(office, lea, "identité", "ressources")
    assert "salaire 1 064 €" in sheet(office, lea, lea.tilleuls)


def test_procedures_of_other_domains_are_neither_listed_nor_drawn(office, lea):
    assert "Logement et hébergement" in sheet(office, lea, lea.tilleuls)
    share_only(office, lea, "identité", "droits")
    text = sheet(office, lea, lea.tilleuls)
    assert "Domiciliation et droits" in text
    for words in ("Recours DALO", "Commission de médiation", "Logement et hébergement", "04/01/2027", people.WORDS):
        assert words in sheet(office, lea)
        assert words not in text


def test_how_to_reach_her_goes_through_the_service_when_a_call_may_harm(office, lea):
    assert "01 99 00 31 07" in sheet(office, lea, lea.tilleuls)
    change(office, Person, lea.person, safe_contact="Appeler sa sœur.")
    text = sheet(office, lea, lea.tilleuls)
    assert "01 99 00 31 07" not in text
    assert "domiciliation n° 1127" not in text
    assert "Appeler sa sœur" not in text
    assert "par le service" in text


def test_a_partner_whose_name_tells_too_much_is_known_to_the_service_only(office, lea):
    csapa = people.organisation(office, {"name": "Le Passage", "kind": "csapa", "phone": "0199007070"})
    consents.record(office, lea.person, csapa, ["identité", "droits"])
    referral = people.made(referrals.prepare(office, lea.address, csapa, "letter").created)
    referrals.send(office, referral)
    assert "Le Passage" in sheet(office, lea)
    assert "Le Passage" in sheet(office, lea, csapa)
    assert "FO-45-2026-A0002" in sheet(office, lea)
    for words in ("Le Passage", "FO-45-2026-A0002"):
        assert words not in sheet(office, lea, lea.tilleuls)
    assert "Le Passage" not in copy(office, lea)


def test_advice_gone_by_stays_within_the_service(office, lea):
    assert "conseillé 08/10/2026" in sheet(office, lea)
    assert "08/10/2026" not in sheet(office, lea, lea.tilleuls)


def test_the_article_and_the_date_of_what_comes_are_printed(office, lea):
    text = sheet(office, lea, lea.tilleuls)
    assert "08/12/2026 Domiciliation Dernier jour de la domiciliation (CASF, art. D. 264-1) Camille Aubry" in text
    assert "Décision de la commission attendue (CCH, art. R. 441-15) Commission de médiation du Loiret" in text


def test_a_sheet_that_was_not_sent_has_a_date_and_a_version_and_no_number(office, lea):
    before = person_papers.coordination_sheet(office, lea.person, lea.tilleuls)
    assert before == person_papers.coordination_sheet(office, lea.person, lea.tilleuls)
    version = int(whole_text(before).partition("24 novembre 2026 · version ")[2].split()[0])
    change(office, Person, lea.person, email="lea@exemple.fr")
    assert f"version {version + 1}" in sheet(office, lea, lea.tilleuls)
    assert "FC-" not in whole_text(before)


def test_the_sheet_is_the_same_on_both_engines(either_office):
    lea = people.write_lea(either_office)
    assert "Recours DALO En instruction 14/09/2026" in sheet(either_office, lea, lea.tilleuls)
    assert "la commission étudie votre dossier" in copy(either_office, lea)
    assert "Complément envoyé" in proof(either_office, lea.recourse)


def test_her_copy_says_it_in_everyday_words_with_exact_dates(office, lea):
    text = copy(office, lea)
    assert "Ce papier est pour vous, Madame Léa Marchetti." in text
    assert "Camille Aubry, au CCAS, suit tout avec vous : 01 99 00 12 41." in text
    assert "Pas de réponse ce jour-là veut dire non. Pour contester, venez avant le 4 mars 2027." in text
    assert "Adresse pour le courrier valable jusqu’au 8 décembre 2026" in text
    assert "Recours pour le logement (DALO) la commission étudie votre dossier" in text
    assert "dossier remis à vous le 14 septembre 2026, à déposer. Pour : Commission de médiation du Loiret." in text
    assert "Résidence Les Tilleuls peut connaître : identité, ménage, logement, droits." in text
    assert "Vous pouvez aussi saisir la CNIL." in text
    assert len(pages_text(person_papers.person_copy(office, lea.person))) == 1


def test_her_copy_cites_no_article_and_no_word_of_ours(office, lea):
    assert "art. R. 441-15" in sheet(office, lea)
    for words in ("art. ", "CASF", "CCH", "implicite", "Référente", "granted"):
        assert words not in copy(office, lea)


def test_a_sending_that_was_cancelled_is_not_told(office, lea):
    partner = people.made(referrals.prepare(office, lea.address, lea.tilleuls, "letter").created)
    referrals.send(office, partner)
    assert "dossier envoyé le 24 novembre 2026. À : Résidence Les Tilleuls" in copy(office, lea)
    referrals.cancel(office, partner)
    assert "dossier envoyé" not in copy(office, lea)


def test_a_date_let_go_by_is_told_first(office, lea, clock):
    clock.pass_by(days=20)
    text = copy(office, lea)
    assert "Ce jour est passé. Venez nous voir vite" in text
    assert text.index("Votre adresse pour le courrier se termine") < text.index("La commission doit répondre")


def test_the_documents_to_bring_are_those_still_awaited_while_the_file_is_prepared(office, lea):
    assert "À apporter" not in copy(office, lea)
    daho = people.made(procedures.open_procedure(office, lea.person, "daho").created)
    text = copy(office, lea)
    assert "À apporter" in text
    label = next(each.label for each in edition(office, "daho").documents if not each.optional and not each.condition)
    assert label in text
    document = next(each.id for each in edition(office, "daho").documents if each.label == label)
    procedures.set_document(office, daho, document, status="received")
    assert label not in copy(office, lea)


def edition(office, scheme):
    return office.catalogue.schemes[scheme].current


def test_useful_numbers_are_those_that_are_safe(office, lea):
    text = copy(office, lea)
    assert "115. Enfant en danger : 119. Violences : 3919." in text
    change(office, Person, lea.person, safe_contact="Vit avec lui.")
    assert "3919" not in copy(office, lea)
    change(office, Person, lea.person, safe_contact="")
    with office.reading() as session:
        noe = session.query(HouseholdMember).one()
    change(office, HouseholdMember, noe.id, link="concubin", birth="1999-01-01")
    text = copy(office, lea)
    assert "3919" not in text
    assert "119." not in text.replace("3119", "")
    assert "115" in text


def test_the_discreet_copy_could_be_anybody_s(office, lea):
    complete, discreet = copy(office, lea), copy(office, lea, discreet=True)
    for words in (
        "logement",
        "CCAS",
        "DALO",
        "Marchetti",
        "Aubry",
        "commission",
        "adresse",
        "dossier",
        "3919",
        "droits",
    ):
        assert words.lower() in complete.lower()
        assert words.lower() not in discreet.lower()
    assert "Mes rendez-vous" in discreet
    assert "Camille : 01 99 00 12 41." in discreet
    assert "8 déc. Téléphoner à Camille avant." in discreet
    assert "4 janv. 2027 Téléphoner à Camille ce jour-là." in discreet
    assert b"CCAS" not in person_papers.person_copy(office, lea.person, discreet=True)


def test_the_history_gives_each_fact_its_day_and_the_day_it_was_written(office, lea):
    text = proof(office, lea.recourse)
    assert "24/08/2026 Démarche ouverte dossier 24/11/2026 Camille Aubry" in text
    assert "Numéro de l’accusé de réception : 0452026000123" in text
    assert "réponse à l’orientation FO-45-2026-A0001" in text
    assert "14/09/2026 Orientation FO-45-2026-A0001 pour Commission de médiation du Loiret" in text
    assert chain_end(office.vault).replace(" ", "") in text.replace(" ", "")
    assert len(history.of_dossier(office, lea.person)) > 5, "there is a journal behind the paper"


def test_the_history_tells_who_corrected_a_date_and_when(office, lea, colleague, clock):
    (completed,) = events_of(office, lea.recourse, "completed")
    assert "corrigé" not in proof(office, lea.recourse)
    clock.pass_by(days=1)
    procedures.correct_event(colleague, completed, date(2026, 10, 19), {})
    assert "19/10/2026 Complément envoyé dossier 24/11/2026 Camille Aubry corrigé le 25/11/2026" in proof(
        office, lea.recourse
    )
    undoing.undo(colleague)
    assert "corrigé" not in proof(office, lea.recourse)


def test_an_event_withdrawn_or_a_note_about_her_is_not_proof(office, lea):
    with office.writing("encounter_noted") as work:
        visit = {"person_id": lea.person, "worker_id": office.worker_id, "on": date(2026, 11, 3)}
        secret = "Dit qu’elle est fatiguée."
        work.session.add(Encounter(kind="appointment", text=secret, procedure_id=lea.recourse, **visit))
    text = proof(office, lea.recourse)
    assert "03/11/2026 Contact avec la personne : rendez-vous" in text
    assert "fatiguée" not in text
    (completed,) = events_of(office, lea.recourse, "completed")
    procedures.withdraw_event(office, completed)
    assert "Complément envoyé" not in proof(office, lea.recourse)


def test_the_history_of_an_unknown_procedure_is_refused(office):
    with pytest.raises(Refused) as refused:
        person_papers.history_proof(office, uuid4())
    assert refused.value.reason is Refusal.UNKNOWN_ID
