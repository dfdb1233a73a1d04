# SPDX-License-Identifier: AGPL-3.0-or-later
"""The checks that a scheme's file names: they warn of what looks mistyped, and never block."""

from __future__ import annotations

import pytest

from app.schemes.file_format import FORMATS
from app.services.cautions import CHECKS, Caution, about


@pytest.mark.parametrize(
    ("checked", "usual", "unusual"),
    [
        ("department", "38", "99"),
        ("department", "2a", "20"),
        ("siret", "130 025 265 00013", "130 025 265 00014"),
        ("siren", "130025265", "130025266"),
        ("postal_code", "38220", "3822"),
        ("phone", "01 99 00 12 34", "12 34"),
        ("email", "accueil@exemple.fr", "accueil chez exemple"),
        ("housing_request_number", "045062401837211045", "12345"),
        ("mediation_receipt", "0382013000456", "12"),
    ],
)
def test_each_check_knows_what_is_usual(checked, usual, unusual):
    assert about(checked, usual) is None
    assert about(checked, unusual) is Caution.UNUSUAL_SHAPE


def test_nothing_is_unusual_about_nothing():
    assert about("siret", "12") is not None
    assert [about("siret", ""), about("siret", None), about(None, "12")] == [None, None, None]


def test_every_check_of_the_format_is_made():
    assert set(CHECKS) == set(FORMATS)
