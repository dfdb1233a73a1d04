# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement that she signs: one page, what leaves and what stays, with whom, until when, how to take it back."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from app.models.organisation import Organisation
from app.schemes.paths import CATEGORIES
from app.services import consents, person_papers
from app.services.refusals import Refusal
from tests import people
from tests.documents.reading import pages_text, plain
from tests.documents.test_official_form import crosses
from tests.services.desk import entries_written, refused, undo

HER_WORDS = (
    "Marchetti Léa",
    "12/03/2002",
    "Je peux retirer cet accord à tout moment, sans dire pourquoi",
    "4 place des Tanneurs, 45990 Saint-Martin-des-Ponts · 01 99 00 12 40",
    "ce qui a déjà été transmis ne peut pas être repris",
    "Ce choix ne change rien à mon accompagnement",
    "La personne",
    "Le service Camille Aubry",
)


@pytest.fixture
def lea(office):
    return people.write_lea(office)


def only_page(pdf: bytes) -> str:
    (text,) = pages_text(pdf)
    return plain(text)


def agreed(office, lea, *categories, **more):
    return consents.record(office, lea.person, lea.tilleuls, categories, given_on=date(2026, 10, 5), **more).created


def test_an_agreement_says_who_what_with_whom_until_when_and_how_to_take_it_back(office, lea):
    given = agreed(office, lea, "identité", "logement", means="oral", purpose="chercher un logement.")
    pdf = person_papers.agreement(office, given)
    text = only_page(pdf)
    for words in (
        *HER_WORDS,
        "Accord de partage",
        "Partenaire Résidence Les Tilleuls 8 allée des Tilleuls",
        "J’accepte que le service (CCAS de Saint-Martin-des-Ponts) transmette à ce partenaire",
        "et rien d’autre, pour : chercher un logement.",
        "À partir du 5 octobre 2026 Jusqu’au, dernier jour compris 5 octobre 2027",
        "Fait à Saint-Martin-des-Ponts, le 05/10/2026",
        "Recueilli : oral",
        *(each.capitalize() for each in CATEGORIES),
    ):
        assert words in text
    assert len(crosses(pdf)) == 2
    assert "Retiré" not in text


def test_one_that_was_taken_back_says_so(office, lea):
    given = agreed(office, lea, "identité")
    consents.withdraw(office, given, date(2026, 11, 20))
    text = only_page(person_papers.agreement(office, given))
    assert "retiré le 20/11/2026" in text
    assert "Retiré le 20 novembre 2026" in text


def test_a_refusal_is_a_paper_too(office, lea):
    pdf = person_papers.agreement(office, agreed(office, lea, refused=True))
    text = only_page(pdf)
    for words in (
        "Refus de partage",
        "Je n’accepte pas que le service",
        "Refus donné le 5 octobre 2026",
        "changer d’avis",
    ):
        assert words in text
    assert "Accord" not in text
    assert crosses(pdf) == []


def test_a_refusal_of_some_categories_names_them(office, lea):
    pdf = person_papers.agreement(office, agreed(office, lea, "santé", refused=True))
    assert "les informations cochées ci-dessous" in only_page(pdf)
    assert len(crosses(pdf)) == 1


def test_it_is_printed_to_be_signed_before_anything_is_recorded(office, lea):
    before = entries_written(office), consents.of_person(office, lea.person)
    pdf = person_papers.agreement_to_sign(office, lea.person, lea.commission, ["identité"], purpose="le recours")
    text = only_page(pdf)
    for words in (*HER_WORDS, "Commission de médiation du Loiret", "pour : le recours"):
        assert words in text
    assert "Fait à Saint-Martin-des-Ponts, le 2" not in text
    assert "Fait à Saint-Martin-des-Ponts, le" in text
    assert len(crosses(pdf)) == 1
    assert (entries_written(office), consents.of_person(office, lea.person)) == before


def test_the_longest_of_agreements_holds_on_one_page(office, lea):
    with office.writing("field_set") as work:
        own = work.session.scalars(sa.select(Organisation).where(Organisation.own)).one()
        own.name = "Centre intercommunal d’action sociale de la communauté de communes du Val-Fleuri"
        partner = work.session.get_one(Organisation, lea.tilleuls)
        partner.name, partner.unit, partner.address = own.name, own.name, own.name
    given = agreed(office, lea, *CATEGORIES, purpose="chercher un logement, et garder un lien entre nous. " * 3)
    assert "Le service" in only_page(person_papers.agreement(office, given))


def test_what_is_unknown_or_says_nothing_is_refused(office, lea):
    given = agreed(office, lea, "identité")
    assert person_papers.agreement(office, given)
    undo(office)
    for unknown in (given, uuid4()):
        with refused(Refusal.UNKNOWN_ID, "agreement"):
            person_papers.agreement(office, unknown)
    for person, partner in ((uuid4(), lea.tilleuls), (lea.person, uuid4())):
        with refused(Refusal.UNKNOWN_ID):
            person_papers.agreement_to_sign(office, person, partner, ["identité"])
    with refused(Refusal.FIELD_REQUIRED, "categories"):
        person_papers.agreement_to_sign(office, lea.person, lea.tilleuls, [])
