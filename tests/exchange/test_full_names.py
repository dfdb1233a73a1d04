# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole name in one cell is cut where its writer meant, and said to be a guess where nothing tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.full_names import cut
from app.french.names import fold


@pytest.mark.parametrize(
    ("text", "surname", "first_names"),
    [
        ("MARCHETTI Léa", "MARCHETTI", "Léa"),
        ("Léa MARCHETTI", "MARCHETTI", "Léa"),
        ("BERTIN Jean Luc", "BERTIN", "Jean Luc"),
        ("DE LA TOUR Jean-Pierre", "DE LA TOUR", "Jean-Pierre"),
        ("de LA TOUR Jean-Pierre", "de LA TOUR", "Jean-Pierre"),
        ("EL HADDAD Samira", "EL HADDAD", "Samira"),
        ("Nguyen, Paul", "Nguyen", "Paul"),
        ("ÉLUÈRE Zoé", "ÉLUÈRE", "Zoé"),
        ("D’ALMEIDA Inês", "D’ALMEIDA", "Inês"),
        ("DUPONT-MARTIN Anne M.", "DUPONT-MARTIN", "Anne M."),
    ],
)
def test_the_writing_tells_where_the_surname_is(text: str, surname: str, first_names: str):
    name = cut(text)
    assert (name.birth_name, name.first_names, name.unsure) == (surname, first_names, False)


@pytest.mark.parametrize(
    ("text", "surname", "first_names"),
    [
        ("DIALLO MAMADOU LAMINE", "DIALLO", "MAMADOU LAMINE"),
        ("nguyen paul", "nguyen", "paul"),
        ("EL HADDAD SAMIRA", "EL HADDAD", "SAMIRA"),
        ("Ben Ali Karim", "Ben Ali", "Karim"),
        ("DIALLO Aminata BA", "DIALLO", "Aminata BA"),
    ],
)
def test_a_guess_is_said_to_be_one(text: str, surname: str, first_names: str):
    name = cut(text)
    assert (name.birth_name, name.first_names, name.unsure) == (surname, first_names, True)


def test_one_word_is_a_surname_without_first_names():
    assert (cut("MARCHETTI").birth_name, cut("MARCHETTI").first_names) == ("MARCHETTI", "")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mme DIALLO Aminata", "mme"),
        ("M. DIALLO Aminata", "m"),
        ("Monsieur DIALLO Aminata", "m"),
        ("DIALLO Aminata", ""),
    ],
)
def test_a_civility_is_taken_apart(text: str, title: str):
    name = cut(text)
    assert (name.title, name.birth_name, name.first_names) == (title, "DIALLO", "Aminata")


@pytest.mark.parametrize(
    "text",
    [
        "Mme DIALLO née BA Aminata",
        "Mme DIALLO Aminata née BA",
        "Mme DIALLO Aminata (née BA)",
        "Mme DIALLO Née BA Aminata",
    ],
)
def test_a_married_name_and_a_birth_name_are_told_apart(text: str):
    name = cut(text)
    assert (name.use_name, name.birth_name, name.first_names, name.title) == ("DIALLO", "BA", "Aminata", "mme")


@given(
    st.lists(st.text("abcÉÀ-’é.,()", min_size=1, max_size=6), min_size=1, max_size=6).filter(
        lambda w: fold(" ".join(w))
    )
)
def test_no_letter_is_lost(words: list[str]):
    name = cut(" ".join(words))
    letters = "".join((name.use_name, name.birth_name, name.first_names))
    assert sorted(filter(str.isalpha, letters)) == sorted(filter(str.isalpha, "".join(words)))
