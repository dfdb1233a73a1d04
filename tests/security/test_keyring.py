# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from app.security.data_key import DataKey, derive_subkey
from app.security.derivation import Parameters
from app.security.keyring import Ring, load, new_ring, save
from app.security.ring_text import RingContents, read_ring_text
from app.security.troubles import (
    RecoveryKeyMistyped,
    RingTampered,
    RingTrouble,
    RingUnreadable,
    RingWeakened,
    SecretRefused,
    WrongPassword,
    WrongRecoveryKey,
)

FLOOR = Parameters()
PASSWORD = "une phrase de passe éèà"
OTHER_PASSWORD = "autre phrase de passe"


class Made:
    """A ring with two workers, made once: each derivation costs a fifth of a second."""

    def __init__(self):
        ring, data_key, self.recovery_key = new_ring(FLOOR)
        self.secret = bytes(data_key.secret)
        self.text_without_workers = ring.to_json()
        self.camille = ring.add_worker(data_key, "Camille.Aubry", PASSWORD)
        self.text_with_one = ring.to_json()
        self.helene = ring.add_worker(data_key, "h.vasseur", OTHER_PASSWORD)
        self.text = ring.to_json()

    @property
    def ring(self):
        return Ring.from_json(self.text)

    @property
    def data_key(self):
        return DataKey(bytearray(self.secret))


@pytest.fixture(scope="module")
def made():
    return Made()


def rewritten(text, **changes):
    """Alter a ring as someone would who knows its format and not its data key: the checksum is right again."""
    return replace(read_ring_text(text), **changes).to_text()


def test_each_worker_opens_the_same_data_key_with_her_own_password(made):
    assert bytes(made.ring.open("Camille.Aubry", PASSWORD).secret) == made.secret
    assert bytes(made.ring.open("h.vasseur", OTHER_PASSWORD).secret) == made.secret


def test_the_identifier_is_taken_however_it_is_typed(made):
    assert bytes(made.ring.open("  CAMILLE.AUBRY ", PASSWORD).secret) == made.secret


def test_an_accent_in_the_identifier_may_be_left_out(made):
    assert bytes(made.ring.open("CAMÏLLE.aubry", PASSWORD).secret) == made.secret


def test_a_password_opens_however_its_accents_are_encoded(made):
    decomposed = unicodedata.normalize("NFD", PASSWORD)
    assert decomposed != PASSWORD
    assert bytes(made.ring.open("camille.aubry", decomposed).secret) == made.secret


@pytest.mark.parametrize(
    ("identifier", "password"),
    [
        ("camille.aubry", OTHER_PASSWORD),
        ("h.vasseur", PASSWORD),
        ("camille.aubry", PASSWORD + " "),
        ("camille.aubry", PASSWORD.upper()),
        ("camille.aubry", ""),
        ("", PASSWORD),
        ("quelqu’un", PASSWORD),
    ],
)
def test_a_wrong_pair_opens_nothing(made, identifier, password):
    with pytest.raises(WrongPassword):
        made.ring.open(identifier, password)


def test_the_file_names_nobody(made):
    kept = json.loads(made.text)
    assert len(kept["workers"]) == 2
    assert set(kept["workers"][0]) == {"tag", "nonce", "wrapped"}
    assert "camille" not in made.text.lower()
    assert "vasseur" not in made.text.lower()
    assert made.secret.hex() not in made.text


def test_two_rings_with_the_same_workers_share_nothing():
    rings = []
    for _ in range(2):
        ring, data_key, recovery_key = new_ring(FLOOR)
        rings.append((ring.add_worker(data_key, "a.b", PASSWORD), bytes(data_key.secret), recovery_key))
    (slot, secret, recovery), (other_slot, other_secret, other_recovery) = rings
    assert slot != other_slot
    assert secret != other_secret
    assert recovery != other_recovery


def test_the_order_of_slots_does_not_tell_who_came_first(made):
    contents = read_ring_text(made.text)
    one, two = contents.workers
    assert one.tag < two.tag
    assert replace(contents, workers=(two, one)).to_text() == made.text


def test_the_recovery_key_opens_as_printed_and_as_typed(made):
    printed = made.recovery_key
    assert [len(group) for group in printed.split()] == [5, 5, 5, 5, 5, 5, 2]
    for typed in (printed, printed.lower(), printed.replace(" ", ""), printed.replace(" ", "-"), f" {printed}\n"):
        assert bytes(made.ring.open_with_recovery(typed).secret) == made.secret


def test_a_mistyped_recovery_key_is_told_from_a_wrong_one(made):
    letters = made.recovery_key
    other = "3" if letters[7] != "3" else "4"
    with pytest.raises(RecoveryKeyMistyped):
        made.ring.open_with_recovery(letters[:7] + other + letters[8:])
    _, _, of_another_ring = new_ring(FLOOR)
    with pytest.raises(WrongRecoveryKey):
        made.ring.open_with_recovery(of_another_ring)


def test_renewing_the_recovery_key_closes_the_printed_one(made):
    ring = made.ring
    renewed = ring.renew_recovery(made.data_key)
    with pytest.raises(WrongRecoveryKey):
        ring.open_with_recovery(made.recovery_key)
    again = Ring.from_json(ring.to_json())
    assert bytes(again.open_with_recovery(renewed).secret) == made.secret
    assert bytes(again.open("h.vasseur", OTHER_PASSWORD).secret) == made.secret


def test_changing_a_password_rewraps_the_same_data_key(made):
    ring = made.ring
    slot = ring.change_password("camille.aubry", PASSWORD, "nouvelle phrase")
    assert ring.worker_slots == {slot, made.helene}
    assert bytes(ring.open("camille.aubry", "nouvelle phrase").secret) == made.secret
    with pytest.raises(WrongPassword):
        ring.open("camille.aubry", PASSWORD)
    assert bytes(ring.open_with_recovery(made.recovery_key).secret) == made.secret


def test_a_refused_change_of_password_leaves_the_ring_as_it_was(made):
    ring = made.ring
    with pytest.raises(WrongPassword):
        ring.change_password("camille.aubry", "faux", "nouvelle phrase")
    with pytest.raises(ValueError, match="password"):
        ring.change_password("camille.aubry", PASSWORD, "")
    assert ring.to_json() == made.text


def test_a_removed_worker_opens_nothing_and_the_others_still_do(made):
    ring = made.ring
    assert ring.worker_slots == {made.camille, made.helene}
    ring.remove(made.data_key, made.camille)
    again = Ring.from_json(ring.to_json())
    assert again.worker_slots == {made.helene}
    with pytest.raises(WrongPassword):
        again.open("camille.aubry", PASSWORD)
    assert bytes(again.open("h.vasseur", OTHER_PASSWORD).secret) == made.secret
    with pytest.raises(KeyError):
        again.remove(made.data_key, made.camille)


def test_only_the_holder_of_the_data_key_changes_the_ring(made):
    ring, stranger = made.ring, DataKey.random()
    for change in (
        lambda: ring.add_worker(stranger, "x", PASSWORD),
        lambda: ring.remove(stranger, made.camille),
        lambda: ring.renew_recovery(stranger),
    ):
        with pytest.raises(RingTampered):
            change()
    assert ring.to_json() == made.text


@pytest.mark.parametrize(
    ("identifier", "password"), [("", PASSWORD), (" \u00a0", PASSWORD), ("\u0301", PASSWORD), ("x", "")]
)
def test_a_worker_needs_an_identifier_and_a_password(made, identifier, password):
    ring = made.ring
    with pytest.raises(ValueError, match="needed"):
        ring.add_worker(made.data_key, identifier, password)
    assert ring.to_json() == made.text


def test_the_same_pair_is_not_added_twice(made):
    with pytest.raises(ValueError, match="already"):
        made.ring.add_worker(made.data_key, "CAMILLE.AUBRY", PASSWORD)


def outcome(text, recovery_key):
    try:
        return Ring.from_json(text).open_with_recovery(recovery_key)
    except (RingTrouble, SecretRefused) as refused:
        return type(refused)


def test_a_byte_changed_anywhere_is_seen_and_gives_no_key(made):
    assert isinstance(outcome(made.text, made.recovery_key), DataKey)
    raw = made.text.encode()
    for place in range(0, len(raw)):
        for flip in (0x01, 0x20) if place % 7 else (1, 2, 4, 8, 16, 32, 64, 128):
            flipped = raw[:place] + bytes([raw[place] ^ flip]) + raw[place + 1 :]
            text = flipped.decode("utf-8", "surrogateescape")
            with pytest.raises((RingUnreadable, RingWeakened, RingTampered)):
                Ring.from_json(text).open_with_recovery(made.recovery_key)


def test_a_byte_added_or_cut_anywhere_is_seen(made):
    for place in range(0, len(made.text), 5):
        for text in (made.text[:place] + " " + made.text[place:], made.text[:place], made.text[place + 1 :]):
            with pytest.raises((RingUnreadable, RingWeakened)):
                Ring.from_json(text)


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "[" * 100_000, '{"workers": 1}', "9" * 5000, "é\ud800"])
def test_what_is_not_a_ring_is_unreadable(text):
    with pytest.raises(RingUnreadable):
        Ring.from_json(text)


def test_damage_is_not_taken_for_a_wrong_password(made):
    kept = json.loads(made.text)
    kept["salt"] = kept["workers"][0]["tag"]
    with pytest.raises(RingUnreadable):
        Ring.from_json(json.dumps(kept, indent=1) + "\n")


@pytest.mark.parametrize(
    "costs",
    [
        Parameters(64 * 1024 - 1, 3, 4),
        Parameters(64 * 1024, 2, 4),
        Parameters(8, 1, 1),
        Parameters(64 * 1024, 3, 0),
        Parameters(1024 * 1024 + 1, 3, 4),
        Parameters(2**40, 3, 4),
        Parameters(64 * 1024, 13, 4),
        Parameters(64 * 1024, 3, 17),
    ],
)
def test_parameters_out_of_bounds_are_refused_before_deriving(made, costs):
    contents = replace(read_ring_text(made.text), parameters=costs)
    with pytest.raises(RingWeakened):
        Ring.from_json(contents.to_text())
    with pytest.raises(RingWeakened):
        Ring(contents).open("camille.aubry", PASSWORD)
    with pytest.raises(RingWeakened):
        new_ring(costs)


def test_parameters_changed_within_bounds_open_nothing(made):
    text = rewritten(made.text, parameters=Parameters(64 * 1024, 4, 4))
    with pytest.raises(WrongPassword):
        Ring.from_json(text).open("camille.aubry", PASSWORD)
    with pytest.raises(RingTampered):
        Ring.from_json(text).open_with_recovery(made.recovery_key)


def test_a_slot_removed_by_hand_is_seen_by_those_who_remain(made):
    contents = read_ring_text(made.text)
    remaining = tuple(slot for slot in contents.workers if slot.tag.hex() != made.camille)
    ring = Ring.from_json(rewritten(made.text, workers=remaining))
    with pytest.raises(RingTampered):
        ring.open("h.vasseur", OTHER_PASSWORD)
    with pytest.raises(RingTampered):
        ring.open_with_recovery(made.recovery_key)


def test_slots_swapped_by_hand_are_seen(made):
    one, two = read_ring_text(made.text).workers
    crossed = (replace(one, nonce=two.nonce, wrapped=two.wrapped), replace(two, nonce=one.nonce, wrapped=one.wrapped))
    with pytest.raises(RingTampered):
        Ring.from_json(rewritten(made.text, workers=crossed)).open("camille.aubry", PASSWORD)
    recovery = read_ring_text(made.text).recovery
    with pytest.raises(RingTampered):
        Ring.from_json(rewritten(made.text, workers=(recovery, one))).open_with_recovery(made.recovery_key)


@pytest.mark.parametrize("field", ["salt", "generation", "mac"])
def test_a_field_rewritten_by_hand_gives_no_key(made, field):
    contents: RingContents = read_ring_text(made.text)
    value = getattr(contents, field)
    changed = value + 1 if isinstance(value, int) else bytes([value[0] ^ 1]) + value[1:]
    with pytest.raises((RingTampered, WrongRecoveryKey)) as refused:
        Ring.from_json(rewritten(made.text, **{field: changed})).open_with_recovery(made.recovery_key)
    assert refused.type is (WrongRecoveryKey if field == "salt" else RingTampered)


@pytest.mark.parametrize("field", ["tag", "nonce", "wrapped"])
def test_a_slot_rewritten_by_hand_gives_no_key(made, field):
    slot = read_ring_text(made.text).recovery
    value = getattr(slot, field)
    altered = replace(slot, **{field: value[:-1] + bytes([value[-1] ^ 1])})
    with pytest.raises((RingTampered, WrongRecoveryKey)) as refused:
        Ring.from_json(rewritten(made.text, recovery=altered)).open_with_recovery(made.recovery_key)
    assert refused.type is (WrongRecoveryKey if field == "tag" else RingTampered)


def test_an_old_slot_put_back_in_the_ring_is_seen(made):
    ring = made.ring
    old = read_ring_text(made.text)
    ring.remove(made.data_key, made.camille)
    put_back = rewritten(ring.to_json(), workers=old.workers)
    with pytest.raises(RingTampered):
        Ring.from_json(put_back).open("camille.aubry", PASSWORD)


def test_a_whole_old_ring_put_back_is_told_by_its_generation(made):
    ring = made.ring
    before = ring.generation
    ring.remove(made.data_key, made.camille)
    seen = ring.generation
    assert seen == before + 1
    ring.refuse_older_than(seen)
    with pytest.raises(RingTampered):
        made.ring.refuse_older_than(seen)


def test_every_change_is_a_new_generation(made):
    generations = [Ring.from_json(t).generation for t in (made.text_without_workers, made.text_with_one, made.text)]
    assert generations == [1, 2, 3]


def test_a_saved_ring_is_loaded_again_and_replaced_whole(made, tmp_path):
    path = tmp_path / "keyring.json"
    path.write_text("ancien")
    save(made.ring, path)
    assert load(path).to_json() == made.text
    assert [file.name for file in tmp_path.iterdir()] == ["keyring.json"]
    path.write_bytes(b"\xff" + made.text.encode())
    with pytest.raises(RingUnreadable):
        load(path)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "absent.json")


def test_subkeys_come_from_the_data_key_whoever_opened_it(made):
    of_camille = derive_subkey(made.ring.open("camille.aubry", PASSWORD), "database")
    of_recovery = derive_subkey(made.ring.open_with_recovery(made.recovery_key), "database")
    assert of_camille == of_recovery != made.secret


def test_a_ring_of_the_first_version_still_opens():
    """A vault is opened again after years: neither the file, the derivation nor the printed key may change."""
    ring = load(Path(__file__).with_name("ring_of_version_1.json"))
    secret = "ad1f9f639c8f6125d70dec967de93a1cccbaa1ca16ddc1b8e69d9bdef906d79e"
    assert ring.open("helene œuvré", PASSWORD).secret.hex() == secret
    assert ring.open_with_recovery("Y433Y 278MJ 4TY23 6NW86 46YS9 9PVN4 S5").secret.hex() == secret
