# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue compiled at installation is the one of the files, or is not used."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app import RESOURCES
from app.schemes import catalogue, compiled
from tests.schemes.library_card import SCHEME, lay_out


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped files, compiled."""
    folder = tmp_path_factory.mktemp("installed")
    for kind in ("vocabularies", "schemes", "forms"):
        shutil.copytree(RESOURCES / kind, folder / kind)
    assert catalogue.compile_to(folder / "ready", folder) == ()
    return folder


def opened(folder: Path, *others: Path) -> catalogue.Catalogue:
    return catalogue.load(folder, *others, ready=folder / "ready")


def renamed(file: Path) -> str:
    """The text of a scheme, under the short title « Aide locale »."""
    return re.sub(r'(?m)^short_title = ".*"$', 'short_title = "Aide locale"', file.read_text("utf-8"))


def is_used(folder: Path) -> bool:
    return compiled.read(folder / "ready", catalogue.law_files(folder)) is not None


def test_it_holds_what_the_files_say(installed, real):
    found = opened(installed)
    assert dict(found.schemes) == dict(real.schemes)
    assert found.every_form() == real.every_form()
    assert len(found.every_form()) > len(found.schemes)
    assert found.vocabularies.by_id == real.vocabularies.by_id
    assert found.set_aside == ()


def test_it_is_what_is_opened_not_the_files(installed, tmp_path):
    folder = shutil.copytree(installed, tmp_path / "copy")
    whole = compiled.read(folder / "ready", catalogue.law_files(folder))
    assert whole
    fewer = compiled.Compiled(whole.schemes | {"dalo": whole.schemes["fsl"]}, whole.forms, whole.vocabularies)
    compiled.write(folder / "ready", catalogue.law_files(folder), fewer)
    assert opened(folder).schemes["dalo"].id == "fsl"


def test_a_changed_file_is_read_again(installed, tmp_path):
    folder = shutil.copytree(installed, tmp_path / "copy")
    assert is_used(folder)
    file = folder / "schemes" / "fsl.toml"
    file.write_text(renamed(file), "utf-8")
    assert not is_used(folder)
    assert opened(folder).schemes["fsl"].short_title == "Aide locale"


@pytest.mark.parametrize("damage", [lambda kept: kept[:-1], lambda kept: b"", lambda kept: kept[:-1] + b"\0"])
def test_a_damaged_one_is_not_used(installed, tmp_path, damage):
    folder = shutil.copytree(installed, tmp_path / "copy")
    kept = (folder / "ready").read_bytes()
    (folder / "ready").write_bytes(damage(kept))
    assert not is_used(folder)
    assert "dalo" in opened(folder).schemes


def test_a_local_scheme_is_read_beside_it(installed, tmp_path):
    found = opened(installed, lay_out(tmp_path))
    assert found.form(found.schemes["library_card"].current)
    assert found.schemes["dalo"] == opened(installed).schemes["dalo"]


def test_a_local_scheme_takes_the_place_of_a_compiled_one(installed, tmp_path):
    local = tmp_path / "schemes"
    local.mkdir()
    (local / "fsl.toml").write_text(renamed(installed / "schemes" / "fsl.toml"), "utf-8")
    found = opened(installed, tmp_path)
    assert found.schemes["fsl"].short_title == "Aide locale"
    assert found.form(found.schemes["fsl"].current) == opened(installed).form(opened(installed).schemes["fsl"].current)


def test_a_local_list_of_choices_is_heard_by_every_scheme(installed, tmp_path):
    lists = tmp_path / "vocabularies"
    lists.mkdir()
    text = (installed / "vocabularies" / "channel.toml").read_text("utf-8")
    label = opened(installed).vocabularies["channel"].label
    (lists / "channel.toml").write_text(text.replace(f'"{label}"', '"Voie locale"', 1), "utf-8")
    found = opened(installed, tmp_path)
    assert found.vocabularies["channel"].label == "Voie locale"
    assert found.schemes["dalo"].current.vocabularies["channel"].label == "Voie locale"


def test_a_faulty_catalogue_is_not_compiled(tmp_path):
    folder = lay_out(tmp_path, scheme=SCHEME.replace('lane = "family"', 'lane = "garden"'))
    shutil.copytree(RESOURCES / "vocabularies", folder / "vocabularies", dirs_exist_ok=True)
    assert [fault.file.name for fault in catalogue.compile_to(tmp_path / "ready", folder)] == ["library_card.toml"]
    assert not (tmp_path / "ready").exists()
