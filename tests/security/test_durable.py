# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import os
import stat

import pytest

from app.security.durable import write_durably


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "keyring.json"
    write_durably(path, b"ancien")
    write_durably(path, b"nouveau")
    assert path.read_bytes() == b"nouveau"
    assert [file.name for file in tmp_path.iterdir()] == ["keyring.json"]


def test_what_cannot_be_replaced_is_left_as_it_was(tmp_path):
    path = tmp_path / "keyring.json"
    path.mkdir()
    (path / "dedans").write_text("gardé")
    with pytest.raises(OSError, match=r"."):
        write_durably(path, b"nouveau")
    assert (path / "dedans").read_text() == "gardé"
    assert [file.name for file in tmp_path.iterdir()] == ["keyring.json"]


def test_only_the_owner_reads_it(tmp_path):
    path = tmp_path / "keyring.json"
    write_durably(path, b"x")
    shown_by_windows_of_any_file = 0o666
    expected = shown_by_windows_of_any_file if os.name == "nt" else 0o600
    assert stat.S_IMODE(path.stat().st_mode) == expected
