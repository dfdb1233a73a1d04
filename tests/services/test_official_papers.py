# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker’s own blank is filled from the dossier; another file is refused in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.services import official_papers
from app.services.refusals import Refusal, Refused
from app.services.wording import sentence
from tests import people
from tests.documents.blank_forms import blank_form
from tests.documents.reading import whole_text

BLANK = Path(__file__).parents[3] / "shared" / "forms" / "cerfa_16029-01_demande.pdf"
AT_HAND = [BLANK] if BLANK.exists() else []
"""The blank is not ours to distribute: it lies beside the project where its tests must be complete."""


@pytest.fixture
def lea(office):
    return people.write_lea(office)


def refused(office, procedure, blank):
    with pytest.raises(Refused) as refusal:
        official_papers.fill(office, procedure, blank)
    return refusal.value


def test_the_official_blank_is_at_hand_where_tests_must_be_complete():
    if os.environ.get("CI") == "true":
        assert BLANK.exists()
    assert BLANK.parent.name == "forms"


@pytest.mark.parametrize("file", AT_HAND)
def test_the_blank_is_filled_with_what_the_dossier_knows(office, lea, file):
    text = whole_text(official_papers.fill(office, lea.address, file.read_bytes()))
    assert "Marchetti" in text
    assert "Léa" in text


@pytest.mark.parametrize("file", AT_HAND)
def test_a_form_of_another_procedure_is_refused_by_its_number(office, lea, file):
    refusal = refused(office, lea.recourse, file.read_bytes())
    assert refusal.reason == Refusal.OTHER_FORM
    assert "16029" in sentence(refusal)


@pytest.mark.parametrize(
    ("blank", "reason"),
    [(b"no PDF at all", Refusal.UNREADABLE_FILE), (blank_form(), Refusal.UNKNOWN_FORM)],
)
def test_a_file_that_is_no_known_form_is_refused_in_a_sentence(office, lea, blank, reason):
    refusal = refused(office, lea.address, blank)
    assert refusal.reason == reason
    assert sentence(refusal).endswith(".")
