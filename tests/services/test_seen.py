# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a partner would see: what her agreement covers and nothing else, in the words of the sheet itself."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.schemes.paths import CATEGORIES
from app.services import consents, person_papers, seen
from app.services.refusals import Refusal
from tests import people
from tests.documents.reading import plain, whole_text
from tests.services.conftest import SERVICE
from tests.services.desk import refused


@pytest.fixture
def lea(office):
    return people.write_lea(office)


def lines(office, lea, partner):
    found = seen.seen_by(office, lea.person, partner)
    return {line.label: plain(line.text) for line in found.lines}, found.kept


def test_a_partner_sees_the_themes_of_her_agreement(office, lea):
    told, kept = lines(office, lea, lea.tilleuls)
    assert told["Identité"] == "Mme Léa Marchetti"
    assert "Résidence Les Tilleuls" in told["Logement"]
    assert "Ressources" not in told
    assert kept == tuple(each for each in CATEGORIES if each not in ("identité", "ménage", "logement", "droits"))
    assert told["Recours DALO"]
    assert told["Domiciliation"]


@pytest.mark.parametrize("categories", [("identité",), ("ressources",), ("logement", "emploi"), CATEGORIES])
def test_what_is_seen_is_what_the_sheet_prints(office, lea, categories):
    consents.record(office, lea.person, lea.tilleuls, categories)
    printed = whole_text(person_papers.coordination_sheet(office, lea.person, lea.tilleuls))
    told, kept = lines(office, lea, lea.tilleuls)
    assert [text for text in told.values() if text not in printed] == []
    assert set(kept) == set(CATEGORIES) - set(categories)
    assert ("Identité" in told) is ("identité" in categories)
    assert ("Ressources" in told) is ("ressources" in categories)
    assert ("Recours DALO" in told) is ("logement" in categories)


def test_a_narrower_agreement_is_seen_at_once(office, lea):
    assert "Recours DALO" in lines(office, lea, lea.tilleuls)[0]
    consents.record(office, lea.person, lea.tilleuls, ["logement"], refused=True)
    told, kept = lines(office, lea, lea.tilleuls)
    assert "Logement" not in told
    assert "Recours DALO" not in told
    assert "logement" in kept
    assert told["Identité"] == "Mme Léa Marchetti"


def test_without_an_agreement_in_force_nothing_is_seen(office, lea):
    assert lines(office, lea, lea.commission) == ({}, CATEGORIES)
    (given,) = consents.of_person(office, lea.person)
    assert lines(office, lea, lea.tilleuls)[0]
    consents.withdraw(office, given.id, date(2026, 11, 24))
    assert lines(office, lea, lea.tilleuls) == ({}, CATEGORIES)


def test_the_service_itself_sees_everything(office, lea):
    told, kept = lines(office, lea, SERVICE)
    assert kept == ()
    assert "Ressources" in told


def test_what_is_unknown_is_refused_and_not_taken_for_an_empty_sheet(office, lea):
    assert seen.seen_by(office, lea.person, SERVICE).lines
    for person, partner in ((lea.person, uuid4()), (uuid4(), SERVICE)):
        with refused(Refusal.UNKNOWN_ID):
            seen.seen_by(office, person, partner)
