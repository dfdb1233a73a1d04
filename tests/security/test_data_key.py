# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import copy
import pickle

import pytest

from app.security.data_key import DataKey, authenticate, derive_subkey, is_authentic
from app.security.troubles import KeyWiped
from app.security.wiping import wipe


def test_wiping_overwrites_the_very_buffer():
    first, second = bytearray(b"secret"), bytearray(b"autre")
    wipe(first, second)
    assert (first, second) == (bytearray(6), bytearray(5))


def test_a_wiped_key_is_gone():
    buffer = bytearray(range(32))
    key = DataKey(buffer)
    assert key.secret is buffer
    key.wipe()
    assert buffer == bytearray(32)
    with pytest.raises(KeyWiped):
        _ = key.secret
    with pytest.raises(KeyWiped):
        derive_subkey(key, "database")
    key.wipe()


def test_a_key_is_wiped_on_leaving():
    buffer = bytearray(range(32))
    with pytest.raises(LookupError), DataKey(buffer):
        raise LookupError
    assert buffer == bytearray(32)


def test_a_key_never_shows_itself():
    key = DataKey(bytearray(b"S" * 32))
    for shown in (repr(key), str(key), f"{key}"):
        assert shown == "<DataKey>"
    key.wipe()
    assert repr(key) == "<DataKey wiped>"


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_key_is_neither_copied_nor_pickled(duplicate):
    with pytest.raises(TypeError):
        duplicate(DataKey.random())


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_has_thirty_two_bytes(length):
    with pytest.raises(ValueError, match="32"):
        DataKey(bytearray(length))


def test_drawn_keys_differ():
    assert DataKey.random().secret != DataKey.random().secret


def test_a_subkey_is_the_same_for_a_purpose_and_differs_from_any_other():
    key = DataKey(bytearray(range(32)))
    assert derive_subkey(key, "database") == derive_subkey(DataKey(bytearray(range(32))), "database")
    distinct = {derive_subkey(key, "database"), derive_subkey(key, "erased.json"), bytes(key.secret)}
    assert len(distinct) == 3
    assert all(len(subkey) == 32 for subkey in distinct)
    assert derive_subkey(DataKey.random(), "database") not in distinct
    with pytest.raises(ValueError, match="purpose"):
        derive_subkey(key, "")


def test_subkeys_never_change_from_one_version_to_the_next():
    key = DataKey(bytearray(range(32)))
    assert derive_subkey(key, "database").hex() == "0e24f0aac096f268f84be728d375565bdeaad6ae7556e3221833549f5ad52c62"


def test_a_proof_holds_for_its_content_purpose_and_key_only():
    key = DataKey.random()
    proof = authenticate(key, "erased.json", b"[1]")
    assert is_authentic(key, "erased.json", b"[1]", proof)
    assert not is_authentic(key, "erased.json", b"[2]", proof)
    assert not is_authentic(key, "manifest.json", b"[1]", proof)
    assert not is_authentic(DataKey.random(), "erased.json", b"[1]", proof)
    assert not is_authentic(key, "erased.json", b"[1]", b"")
