# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet copied onto the recourse: every value of the dossier under its label, in the order of the official form."""

from __future__ import annotations

import pytest

from app.models.person import Person
from app.services import papers, procedures, referrals
from tests import people
from tests.documents.reading import boxes, plain, whole_text
from tests.documents.test_official_form import crosses

IN_ORDER = (
    "1 Identité du requérant rubrique 1 du formulaire officiel",
    "Civilité Madame Nom de naissance Marchetti Nom d’usage, s’il y en a un – Prénoms Léa",
    "Date de naissance 12/03/2002 Situation familiale Célibataire",
    "2 Numéro unique rubrique 2 du formulaire officiel",
    "045 0624 018372 11045 Première demande le 18/06/2024 Dernier renouvellement le 10/06/2026",
    "3 Nationalité rubrique 3 du formulaire officiel",
    "3.1 Nationalité française Oui",
    "Chez CCAS, domiciliation n° 1127 Adresse du courrier 4 place des Tanneurs",
    "Code postal 45990 Commune Saint-Martin-des-Ponts Téléphone 01 99 00 31 07",
    "6 Personnes à loger 2 personnes",
    "Marchetti Léa Madame 12/03/2002 Demandeuse –",
    "Marchetti Noé Monsieur 05/08/2023 Enfant Oui",
    "7 Ressources 1 476 € par mois en tout",
    "Allocation de soutien familial 191 € Salaire 1 064 € Prime d’activité 221 €",
    "Statut d’occupation Structure d’hébergement (CHRS, centre d’hébergement…)",
    "Type de logement Studio Structure Résidence Les Tilleuls",
    "Date d’entrée 02/03/2026 Surface, en m² 18 m² Nombre de pièces 1 Nombre d’occupants 2",
    "Loyer mensuel 312 €",
    "10 Situations invoquées",
    "Délai anormalement long",
    "En structure d’hébergement ou RHVS depuis plus de 6 mois : 6 mois sans interruption",
    "Une proposition de logement adaptée a été reçue Non",
    "Demande de logement social renouvelée chaque année ; dossier SIAO du 12/01/2026.",
    "« Je voudrais un logement à nous",
    "Organisme CCAS de Saint-Martin-des-Ponts Nom de l’intervenant social Camille Aubry",
    "13 Pièces jointes 4 jointes",
    "Fait à Saint-Martin-des-Ponts, le 14/09/2026",
)


@pytest.fixture
def lea(office):
    return people.write_lea(office)


def again(office, lea):
    """Her recourse prepared a second time, as it would leave now."""
    referral = referrals.prepare(office, lea.recourse, lea.commission).created
    return papers.preview(office, referral).pdf


def ticked(pdf):
    """The words at the right of each crossed box."""
    found = []
    for page, pieces in enumerate(boxes(pdf)):
        for x, y in crosses(pdf, page):
            beside = [box for box in pieces if box.low <= y <= box.high and 0 < box.left - x < 30]
            found += [plain(box.text) for box in beside]
    return found


def test_every_value_of_the_dossier_stands_under_its_label_in_the_order_of_the_form(office, lea):
    text = whole_text(papers.preview(office, lea.referral).pdf)
    place = 0
    for words in IN_ORDER:
        assert words in text[place:]
        place = text.index(words, place) + len(words)


def test_the_situations_she_invokes_and_the_documents_joined_are_crossed_and_no_other(office, lea):
    assert [words.split(" : ")[0] for words in ticked(papers.preview(office, lea.referral).pdf)] == [
        "Délai anormalement long",
        "En structure d’hébergement ou RHVS depuis plus de 6 mois",
        "Pièce d’identité de la personne qui fait le recours",
        "Attestation d’enregistrement ou de renouvellement",
        "Ressources de toutes les personnes à loger",
        "Attestation d’hébergement avec la date d’entrée",
    ]
    procedures.set_answer(office, lea.recourse, "situations", ["S1_abnormal_delay"])
    procedures.set_document(office, lea.recourse, "identity", status="to_ask")
    now = ticked(again(office, lea))
    assert now[0] == "Délai anormalement long"
    assert not any("RHVS" in words or "identité" in words for words in now)


def test_what_is_not_known_is_a_box_to_fill_in_and_never_a_value_of_before(office, lea):
    assert "045 0624 018372 11045" in whole_text(again(office, lea))
    with office.writing("field_set") as work:
        person = work.session.get_one(Person, lea.person)
        person.housing_request_number = person.phone = ""
    text = whole_text(again(office, lea))
    assert "018372" not in text
    assert "01 99 00 31 07" not in text
    assert "Téléphone –" in text
