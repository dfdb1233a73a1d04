# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measured lines: never wider than their column, never losing a word, French spaces held together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.typesetting import Strong, Style, cut, fitted, one_line, text_width, wrap

BODY = Style(9.6, 12.5)
LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæÀÉÈÊŒÇŁłźğş0123456789-’.,()/@%€°²"
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=40), max_size=60).map(" ".join)


def strings(lines) -> list[str]:
    return ["".join(piece.string for piece in line.pieces) for line in lines]


def bare(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, width=st.floats(30, 520))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text, width):
    lines = wrap(text, BODY, width)
    assert max((line.width for line in lines), default=0) <= width + 0.01
    assert bare("".join(strings(lines))) == bare(text)


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, width=st.floats(40, 300))
def test_the_width_of_a_line_is_that_of_its_letters(text, width):
    for line in wrap(text, BODY, width):
        end = max((piece.x + text_width(piece.string, BODY) for piece in line.pieces if not piece.rise), default=0)
        assert line.width >= end - 0.5


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=2, max_size=30), width=st.floats(60, 400))
def test_stressing_words_changes_no_letter(words, width):
    runs = tuple(Strong(word) if number % 2 else f" {word} " for number, word in enumerate(words))
    said = "".join(run.text if isinstance(run, Strong) else run for run in runs)
    assert bare("".join(strings(wrap(runs, BODY, width)))) == bare(said)


def test_a_line_breaks_at_ordinary_spaces_only():
    text = "page\u00a01\u202f; art.\u00a0R.\u00a0441-15"
    assert strings(wrap(text, BODY, text_width(text, BODY) - 1)) == ["page\u00a01\u202f;", "art.\u00a0R.\u00a0441-15"]
    assert strings(wrap("Saint-Martin des Ponts", BODY, 60)) == ["Saint-Martin", "des Ponts"]


def test_a_word_too_long_is_cut_after_a_hyphen_if_it_has_one():
    assert strings(wrap("accompagnement-professionnel", BODY, 90))[0] == "accompagnement-"
    pieces = strings(wrap("m" * 80, BODY, 100))
    assert len(pieces) > 1
    assert "".join(pieces) == "m" * 80


def test_a_stressed_word_keeps_its_punctuation_on_its_line():
    lines = wrap((Strong("Destinataire"), "\u00a0: la commission"), BODY, 64)
    assert strings(lines)[0] == "Destinataire\u00a0:"
    assert [piece.face for piece in lines[0].pieces] == ["semibold", "regular"]


@pytest.mark.parametrize(
    ("text", "raised"),
    [("1er février", ["er"]), ("le 1er", ["er"]), ("3e étage", ["e"]), ("(2e)", ["e"]), ("mer", []), ("21er2", [])],
)
def test_the_letters_of_an_ordinal_are_raised(text, raised):
    pieces = one_line(text, BODY).pieces
    assert [piece.string for piece in pieces if piece.rise] == raised
    assert all(piece.size < BODY.size for piece in pieces if piece.rise)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Nguyễn", "Nguyên"),
        ("e\u0301te\u0301", "été"),
        ("Łódź", "Łódź"),
        ("a\u200bb\u0007", "ab"),
        ("ﬁn", "fin"),
        ("a\tb", "a b"),
    ],
)
def test_what_the_font_lacks_becomes_the_bare_letter(text, drawn):
    assert strings([one_line(text, BODY)]) == [drawn]


def test_line_feeds_start_new_lines_and_an_empty_text_has_none():
    assert strings(wrap("un\ndeux\r\ntrois", BODY, 200)) == ["un", "deux", "trois"]
    assert wrap("", BODY, 200) == []


def test_a_style_is_reduced_to_hold_but_never_below_its_floor():
    assert fitted("court", BODY, 300, floor=6) == BODY
    reduced = fitted("un texte assez long pour ne pas tenir", BODY, 100, floor=4)
    assert text_width("un texte assez long pour ne pas tenir", reduced) <= 100
    assert fitted("un texte assez long" * 9, BODY, 100, floor=6).size == pytest.approx(6)


def test_a_reminder_is_cut_with_an_ellipsis():
    assert cut("Mme Léa Marchetti", BODY, 300) == "Mme Léa Marchetti"
    short = cut("Mme Léa Marchetti", BODY, 50)
    assert short.endswith("…")
    assert text_width(short, BODY) <= 50
