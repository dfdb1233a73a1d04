# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is written as TOML is read back the same, whatever the letters."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.toml_text import write

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
PLAIN = WORDS | st.integers(-(2**40), 2**40) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
FLAT = st.dictionaries(st.text(min_size=1, max_size=8), PLAIN | st.lists(WORDS, max_size=3), max_size=4)


@given(st.dictionaries(st.sampled_from(["id", "titre", "n°"]), PLAIN), st.lists(FLAT, min_size=1, max_size=3))
def test_what_was_written_is_read_back(head, rows):
    table = {**head, "edition": [{"look": {"contains": ["nom"]}, "field": rows}]}
    assert tomllib.loads(write(table, ["une remarque"])) == table
