# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue of the structure: schemes, forms and lists of its own, kept in the vault's folder.

They are added to the shipped ones, or take the place of those of the same name. A file with a fault is set aside and
said, and the shipped one of its name is used: whatever the folder holds, the vault opens.
"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from app import RESOURCES
from app.models.local import Setting
from app.models.procedure import Procedure
from app.schemes.catalogue import Catalogue, load
from app.schemes.faults import Fault
from app.services import standing
from app.services.catalogues import COMPILED, shipped
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.storage.troubles import engine_errors

FOLDER = "catalogue"
PLACES: Mapping[str, str] = {
    "schemes": "schemes",
    "forms": "forms",
    "vocabularies": "vocabularies",
    "situations": "schemes/situations",
}
"""Where each kind of file stands in the folder."""
LARGEST_FILE = 1_000_000
MOST_FILES = 500
FROM = "catalogue.from"
UNREADABLE = "Ce dossier ne se lit pas. Les dispositifs fournis sont utilisés."
TOO_LARGE = "Ce fichier pèse plus de 1 Mo : ce n’est pas un dispositif."
NOBODY = ""

Effect = Literal["added", "overriding"]


@dataclass(frozen=True)
class LocalFile:
    """A file of the structure: its kind, its name without « .toml », what it is called, what it does to the shipped
    ones, and the faults for which it is set aside.
    """

    kind: str
    name: str
    title: str
    effect: Effect
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Report:
    """What a folder would bring. `shaken` are faults of files not in it, which would no longer hold with it."""

    source: Path
    files: tuple[LocalFile, ...]
    shaken: tuple[Fault, ...] = ()

    @property
    def used(self) -> tuple[LocalFile, ...]:
        """The files without fault."""
        return tuple(each for each in self.files if not each.faults)


def folder_of(vault: Path) -> Path:
    """Where a vault keeps the catalogue of its structure."""
    return vault / FOLDER


def of_vault(vault: Path) -> Catalogue:
    """The shipped catalogue with what the structure adds to it; the shipped one alone when nothing can be read."""
    folder = folder_of(vault)
    return with_folder(folder) if folder.is_dir() else shipped()


def with_folder(folder: Path) -> Catalogue:
    """The shipped catalogue with what a folder laid out like it adds, its faulty files set aside."""
    try:
        return _settled(folder)[0]
    except Exception:  # whatever is in that folder, the application starts; `kept` says why it is not used
        return shipped()


def kept(vault: Path) -> tuple[LocalFile, ...]:
    """The files of the structure, each with its faults. Reads them all: for the background, or a few files."""
    folder = folder_of(vault)
    return files_in(folder) if folder.is_dir() else ()


def files_in(folder: Path) -> tuple[LocalFile, ...]:
    """The files of a folder laid out like the shipped catalogue, as they would be used with it."""
    try:
        _, faults = _settled(folder)
        return tuple(_listed(folder, faults))
    except Exception:
        return (LocalFile("schemes", FOLDER, FOLDER, "added", (Fault(folder, 1, UNREADABLE),)),)


def is_local(catalogue: Catalogue, scheme: str) -> bool:
    """Whether a scheme is the structure's own, or takes the place of a shipped one."""
    file = catalogue.files["schemes"].get(scheme)
    return file is not None and not file.is_relative_to(RESOURCES)


def report(office: Office, source: Path) -> Report:
    """What installing a folder would add, override, or set aside; nothing is written.

    Raises Refused when the folder holds no file of a catalogue, or too many.
    """
    _check(source)
    with engine_errors(), tempfile.TemporaryDirectory() as place:
        draft = Path(place) / FOLDER
        files, faults = _tried(office.vault.folder, source, draft)
        return Report(source, files, _shaken(draft, faults))


def install(office: Office, source: Path) -> tuple[Changes, Office]:
    """Copy the files of a folder among those of the structure, whole or not at all; the ones already there of the same
    name are replaced. Give the office that works with them: procedures under way are reckoned again.

    Raises Refused as `report`, and when nothing in the folder can be used.
    """
    _check(source)
    folder = folder_of(office.vault.folder)
    draft = folder.with_name(f".{FOLDER}.partiel")
    with engine_errors():
        shutil.rmtree(draft, ignore_errors=True)
        files, _ = _tried(office.vault.folder, source, draft)
        if all(each.faults for each in files):
            shutil.rmtree(draft, ignore_errors=True)
            raise Refused(Refusal.NOTHING_USABLE, "folder")
        _take_place(draft, folder)
    return _told(office, "catalogue_installed", str(source))


def remove(office: Office, kind: str = "", name: str = "") -> tuple[Changes, Office]:
    """Go back to the shipped catalogue, whole, or for one file of the structure."""
    folder = folder_of(office.vault.folder)
    with engine_errors():
        if name:
            (folder / PLACES[kind] / f"{name}.toml").unlink(missing_ok=True)
        if not name or not any(_files(folder)):
            shutil.rmtree(folder, ignore_errors=True)
    return _told(office, "catalogue_removed", "" if not folder.is_dir() else None)


def installed_from(office: Office) -> str:
    """The folder that was last installed, as it was called then; empty without any."""
    with office.reading() as session:
        row = session.get(Setting, (NOBODY, FROM))
        return str(row.value) if row is not None and row.value else ""


def _told(office: Office, verb: str, source: str | None) -> tuple[Changes, Office]:
    """The office with its new catalogue, once every procedure that it changes was reckoned again."""
    after = replace(office, catalogue=of_vault(office.vault.folder))
    changed = _changed(office.catalogue, after.catalogue)
    with office.writing(verb) as work:
        session = work.session
        if source is not None:
            row = session.get(Setting, (NOBODY, FROM)) or Setting(key=FROM)
            row.value = source
            session.add(row)
        session.flush()
        concerned = session.scalars(sa.select(Procedure.id).where(Procedure.scheme.in_(changed))).all()
        touched = frozenset(("procedure", one) for one in concerned)
        standing.restate(session, after.catalogue, touched, frozenset())
    return Changes(None, verb, touched | {("setting", office.worker_id)}), after


def _changed(before: Catalogue, after: Catalogue) -> set[str]:
    """The schemes that are not what they were: local before or after."""
    names = {*before.files["schemes"], *after.files["schemes"]}
    lists = {*_local(before, "vocabularies"), *_local(after, "vocabularies")}
    return {name for name in names if lists or is_local(before, name) or is_local(after, name)}


def _local(catalogue: Catalogue, kind: str) -> Iterator[Path]:
    return (file for file in catalogue.files[kind].values() if not file.is_relative_to(RESOURCES))


def _settled(folder: Path) -> tuple[Catalogue, Mapping[Path, tuple[Fault, ...]]]:
    """The catalogue without the faulty files of the folder, and their faults. One set aside may shake another."""
    faults: dict[Path, tuple[Fault, ...]] = {}
    while True:
        catalogue = _loaded(folder, faults)
        used = [file for kind in PLACES for file in _local(catalogue, kind)]
        found = {file: wrong for file in used if (wrong := catalogue.check(file, manners=False))}
        if not found:
            return catalogue, faults
        faults |= found


def _loaded(folder: Path, aside: Collection[Path]) -> Catalogue:
    """The catalogue with the folder, the shipped files in place of those set aside."""
    catalogue, plain = load(RESOURCES, folder, ready=COMPILED), load(RESOURCES).files
    for kind, files in catalogue.files.items():
        for name in [name for name, file in files.items() if file in aside]:
            del files[name]
            if name in plain[kind]:
                files[name] = plain[kind][name]
    return catalogue


def _shaken(folder: Path, faults: Mapping[Path, tuple[Fault, ...]]) -> tuple[Fault, ...]:
    """The faults that shipped files have only once the folder is there."""
    catalogue = _loaded(folder, faults)
    ours = [file for kind in ("schemes", "forms") for file in catalogue.files[kind].values()]
    shipped_ones = [file for file in ours if file.is_relative_to(RESOURCES)]
    return tuple(fault for file in shipped_ones for fault in catalogue.check(file, manners=False))


def _files(folder: Path) -> dict[tuple[str, str], Path]:
    """The files of a folder, by kind and name."""
    found = load(folder).files
    return {(kind, name): file for kind, files in found.items() for name, file in files.items()}


def _check(source: Path) -> None:
    found = _files(source)
    if not found:
        raise Refused(Refusal.NO_SCHEME_THERE, "folder")
    if len(found) > MOST_FILES:
        raise Refused(Refusal.TOO_MANY_FILES, "folder", count=len(found), most=MOST_FILES)


def _tried(vault: Path, source: Path, draft: Path) -> tuple[tuple[LocalFile, ...], Mapping[Path, tuple[Fault, ...]]]:
    """Put together in a draft what the vault has and what a folder brings; tell the files of that folder."""
    found = _files(source)
    heavy = _gathered(vault, source, draft)
    _, faults = _settled(draft)
    listed = tuple(each for each in _listed(draft, faults) if (each.kind, each.name) in found)
    return (*listed, *heavy), faults


def _gathered(vault: Path, source: Path, draft: Path) -> tuple[LocalFile, ...]:
    """Copy what the vault has, then what the source brings; give the files too heavy to be taken."""
    heavy: list[LocalFile] = []
    if folder_of(vault).is_dir():
        shutil.copytree(folder_of(vault), draft)
    for (kind, name), file in _files(source).items():
        target = draft / PLACES[kind] / f"{name}.toml"
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.stat().st_size > LARGEST_FILE:
            heavy.append(LocalFile(kind, name, name, "added", (Fault(file, 1, TOO_LARGE),)))
        else:
            target.write_bytes(file.read_bytes())
    (draft / PLACES["schemes"]).mkdir(parents=True, exist_ok=True)  # else the folder itself would be read as schemes
    return tuple(heavy)


def _take_place(draft: Path, folder: Path) -> None:
    """Put the draft where the folder was."""
    old = folder.with_name(f".{FOLDER}.ancien")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _listed(folder: Path, faults: Mapping[Path, tuple[Fault, ...]]) -> Iterator[LocalFile]:
    plain = load(RESOURCES).files
    for (kind, name), file in _files(folder).items():
        effect: Effect = "overriding" if name in plain[kind] else "added"
        yield LocalFile(kind, name, _title(file, name), effect, tuple(sorted(faults.get(file, ()))))


def _title(file: Path, name: str) -> str:
    """What a file calls itself, or its name when it does not say."""
    try:
        said: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return name
    found = next((said[key] for key in ("short_title", "title", "label") if isinstance(said.get(key), str)), name)
    return str(found)
