# SPDX-License-Identifier: AGPL-3.0-or-later
"""A key ring someone has touched, or lost: nothing is opened, the sentence says what to do, and the vault is whole."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.security.derivation import Parameters
from app.security.ring_text import read_ring_text
from app.storage.vault import KEYRING

MISSING = "Le trousseau de ce coffre (« keyring.json ») n’est pas dans son dossier. Restaurez-le depuis une sauvegarde."
UNREADABLE = "Le trousseau de ce coffre est illisible. Restaurez-le depuis une sauvegarde."
WEAKENED = (
    "Le trousseau de ce coffre a été affaibli. Maillon refuse de l’utiliser : restaurez-le depuis une sauvegarde."
)
TAMPERED = "Le trousseau de ce coffre a été modifié hors de Maillon. Restaurez-le depuis une sauvegarde."

PARTS = [
    ("format",),
    ("version",),
    ("parameters", "memory_kib"),
    ("parameters", "passes"),
    ("parameters", "lanes"),
    ("salt",),
    ("generation",),
    ("recovery", "tag"),
    ("recovery", "nonce"),
    ("recovery", "wrapped"),
    ("workers", 0, "tag"),
    ("workers", 0, "nonce"),
    ("workers", 0, "wrapped"),
    ("workers", 1, "tag"),
    ("workers", 1, "nonce"),
    ("workers", 1, "wrapped"),
    ("mac",),
    ("checksum",),
]


def ring(kept):
    return kept.folder / KEYRING


def flip(kept, part):
    """Change one bit of one byte of a part, where the text holds it."""
    whole = ring(kept).read_bytes()
    value = json.loads(whole)
    for step in part:
        value = value[step]
    written = json.dumps(value).strip('"').encode()
    place = whole.index(written) + len(written) // 2
    ring(kept).write_bytes(whole[:place] + bytes([whole[place] ^ 0x01]) + whole[place + 1 :])


def altered(**changes):
    """Rewrite the ring as someone would who knows its format: its checksum is right again."""

    def spoil(kept):
        ring(kept).write_text(replace(read_ring_text(ring(kept).read_text()), **changes).to_text())

    return spoil


def cut(kept):
    ring(kept).write_bytes(ring(kept).read_bytes()[:700])


def emptied(kept):
    ring(kept).write_bytes(b"")


def removed(kept):
    ring(kept).unlink()


BAD = {
    "weakened in memory": (altered(parameters=Parameters(8 * 1024, 3, 4)), WEAKENED),
    "weakened in passes": (altered(parameters=Parameters(64 * 1024, 1, 4)), WEAKENED),
    "made ruinous": (altered(parameters=Parameters(64 * 1024 * 1024, 3, 4)), WEAKENED),
    "rewritten": (altered(generation=99), TAMPERED),
    "cut": (cut, UNREADABLE),
    "empty": (emptied, UNREADABLE),
    "absent": (removed, MISSING),
}


def test_every_part_of_a_ring_is_among_those_that_are_flipped(kept):
    def places(value, path=()):
        if isinstance(value, dict):
            return [place for key, one in value.items() for place in places(one, (*path, key))]
        if isinstance(value, list):
            return [place for at, one in enumerate(value) for place in places(one, (*path, at))]
        return [path]

    assert sorted(places(json.loads(ring(kept).read_text())), key=str) == sorted(PARTS, key=str)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: ".".join(map(str, part)))
def test_a_flipped_bit_in_any_part_is_told_with_status_3_and_nothing_else_is_touched(kept, commands, part):
    whole = ring(kept).read_bytes()
    flip(kept, part)
    before = kept.content()
    said = commands("verify", "--vault", kept.folder)
    assert said.status == 3
    assert said.error in (UNREADABLE, WEAKENED)
    assert kept.content() == before
    ring(kept).write_bytes(whole)
    assert commands("verify", "--vault", kept.folder).status == 0


@pytest.mark.parametrize("case", BAD)
def test_a_bad_ring_is_told_on_the_command_line_and_on_the_screen(kept, commands, tries, case):
    whole = ring(kept).read_bytes()
    spoil, sentence = BAD[case]
    spoil(kept)
    before = kept.content()
    said = commands("search", "March", "--vault", kept.folder)
    assert (said.status, said.error, said.out) == (3, sentence, "")
    someone = tries()
    someone.waits_for(sentence)
    assert not someone.sees("Verrouiller")
    assert kept.content() == before
    ring(kept).write_bytes(whole)
    assert kept.names() == ["Marchetti"]


def test_a_flipped_bit_is_told_on_the_screen_as_damage_and_not_as_a_wrong_password(kept, tries):
    flip(kept, ("workers", 0, "wrapped"))
    someone = tries()
    someone.waits_for(UNREADABLE)
    assert not someone.sees("Ce mot de passe n’ouvre pas le coffre")
    assert not (kept.folder / "refusals.json").exists(), "damage is no wrong password: it is not counted"


def test_a_key_that_is_not_plugged_in_is_told_and_opens_once_it_is(kept, tries, tmp_path):
    kept.folder.rename(tmp_path / "unplugged")
    someone = tries()
    someone.waits_for("Le coffre n’est pas à cet endroit, ou n’y est plus.")
    assert someone.sees("Ouvrir ou créer un autre coffre")
    (tmp_path / "unplugged").rename(kept.folder)
    someone.types("une phrase de passe")
    someone.presses("Return")
    someone.waits_for("Camille Aubry")
    assert someone.window.frame is not None
