# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of every scheme: for someone about whom everything is known at the longest, and for one unknown."""

from __future__ import annotations

import shutil

import pytest

from app.models.person import Person
from app.services import papers, procedures
from app.services.catalogues import shipped
from app.services.office import Office
from app.storage.vault import open_vault
from tests import people
from tests.documents.reading import collisions, outside, pages_text, whole_text
from tests.engines import KEY, Clock
from tests.services import fullest
from tests.services.conftest import CAMILLE, opened_folder
from tests.services.lea import made

MARGIN = 39.0
SCHEMES = sorted(shipped().schemes)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """One vault for all schemes."""
    folder = tmp_path_factory.mktemp("every_form") / "vault"
    shutil.copytree(opened_folder(), folder)
    vault = open_vault(folder, KEY, clock=Clock())
    office = Office(vault, CAMILLE, shipped())
    people.furnish(office)
    yield office
    vault.close()


def squeezed(text):
    return "".join(text.replace("\u00ad", "").replace("\ufffe", "").replace("-", "").split())


def printed_form(office, edition):
    return office.catalogue.form(edition, "request") or office.catalogue.form(edition)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_overlaps_nor_leaves_the_page_nor_is_lost(service, scheme):
    edition = fullest.edition_of(service, scheme)
    referral = fullest.refer_full(service, fullest.write_person(service), scheme)
    found = {each.kind: each.pdf for each in papers.all_of(service, referral)}
    assert {kind: said for kind, pdf in found.items() if (said := collisions(pdf))} == {}
    assert {kind: said for kind, pdf in found.items() if (said := outside(pdf, MARGIN))} == {}
    assert ("reply_slip" in found, "deposit_slip" in found) == (edition.reply == "slip", edition.reply == "deposit")
    main = squeezed(whole_text(next(iter(found.values()))))
    assert squeezed(fullest.NAME) in main
    form = printed_form(service, edition)
    told = [field for field in form.fields() if field.type == "longtext" and "[]" not in field.path]
    assert [field.label for field in told if squeezed(field.label) not in main and "own_words" not in field.path] == []
    assert main.count(squeezed(fullest.REASON[-90:])) >= len(told)
    for section in form.sections:
        key = (section.repeated or "").removeprefix("procedure.answers.").removesuffix("[]")
        if key in edition.answers and any(field.type == "text" for field in edition.answers[key].fields):
            assert main.count(squeezed(fullest.NAME)) > fullest.ROWS, section.title


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_form_still_empty_is_whole_and_to_be_filled_by_hand(service, scheme):
    with service.writing("person_created") as work:
        person = Person(birth_name="Marchetti")
        work.session.add(person)
    opened = fullest.BEFORE if service.catalogue.schemes[scheme].closing else service.today()
    procedure = made(procedures.open_procedure(service, person.id, scheme, opened, "38").created)
    pdf = papers.draft(service, procedure).pdf
    assert collisions(pdf) == []
    assert outside(pdf, MARGIN) == []
    text = pages_text(pdf)
    assert len(text) <= 4
    assert "Marchetti" in text[0]
