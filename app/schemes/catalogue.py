# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue: every scheme, form and list of choices found in a few folders.

A scheme is read when it is first asked for: opening the catalogue costs a look at the folders, whatever their number.
A file with a fault is set aside and said; it never hides the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from app.schemes import checker, forms, reading, vocabularies
from app.schemes.faults import Fault, UnreadableFile
from app.schemes.meaning import Surroundings

if TYPE_CHECKING:
    from pathlib import Path

    from app.schemes.definitions import Edition, Scheme
    from app.schemes.forms import FormDefinition
    from app.schemes.sight import Table
    from app.schemes.vocabularies import Vocabularies


def load(*folders: Path) -> Catalogue:
    """Open the catalogue of these folders (`resources`, and any folder laid out like it).

    A file of a later folder takes the place of the one of the same name in an earlier folder.
    """
    return Catalogue(*folders)


def check(*folders: Path) -> tuple[Fault, ...]:
    """Give every fault of every file of these folders, typography and wording included, in order of file and line."""
    catalogue = Catalogue(*folders)
    found = [fault for files in catalogue.files.values() for file in files.values() for fault in catalogue.check(file)]
    return tuple(sorted(found))


class Catalogue:
    """What `load` gives. `schemes` holds the schemes that have no fault, by id."""

    def __init__(self, *folders: Path) -> None:
        self.files = {kind: _files(kind, folders) for kind in ("vocabularies", "schemes", "forms", "situations")}
        self.schemes: Mapping[str, Scheme] = _OnDemand(self.files["schemes"], self._scheme)
        self._vocabularies: Vocabularies | None = None
        self._tables: dict[Path, Table] = {}
        self._faults: dict[Path, tuple[Fault, ...]] = {}
        self._forms: dict[tuple[str, str, str], FormDefinition] = {}

    @property
    def set_aside(self) -> tuple[Fault, ...]:
        """The faults for which files are not used. Reads every file that has not been read yet."""
        used = [*self.files["vocabularies"].values(), *self.files["schemes"].values(), *self.files["forms"].values()]
        return tuple(sorted(fault for file in used for fault in self._faults_of(file)))

    @property
    def vocabularies(self) -> Vocabularies:
        """The lists of choices that schemes and screens share."""
        if self._vocabularies is None:
            files = self.files["vocabularies"].values()
            good = [self._table(file) for file in files if not self._faults_of(file)]
            self._vocabularies = vocabularies.Vocabularies(vocabularies.vocabulary(table) for table in good)
        return self._vocabularies

    def form(self, edition: Edition, paper: str | None = None) -> FormDefinition | None:
        """Give the form of an edition, or of another of its papers; None when there is none, or a faulty one."""
        name = edition.paper_forms.get(paper) if paper else edition.form
        file = self.files["forms"].get(name or "")
        if file is None or self._faults_of(file):
            return None
        key = (file.stem, edition.scheme, edition.id)
        if key not in self._forms:
            self._forms[key] = forms.form(self._table(file), edition)
        return self._forms[key]

    def check(self, file: Path, *, manners: bool = True) -> tuple[Fault, ...]:
        """Give every fault of one file of the catalogue."""
        try:
            return self._faults_of_table(file, self._table(file), manners=manners)
        except UnreadableFile as unreadable:
            return unreadable.faults

    def situations(self) -> Iterator[tuple[Path, Table]]:
        """Give the files of worked situations that can be read, with their tables."""
        for file in self.files["situations"].values():
            if not self.check(file):
                yield file, self._table(file)

    def _scheme(self, file: Path) -> Scheme | None:
        if self._faults_of(file):
            return None
        return reading.scheme(self._table(file), self.vocabularies)

    def _faults_of(self, file: Path) -> tuple[Fault, ...]:
        if file not in self._faults:
            self._faults[file] = self.check(file, manners=False)
        return self._faults[file]

    def _table(self, file: Path) -> Table:
        if file not in self._tables:
            self._tables[file] = checker.read_table(file)
        return self._tables[file]

    def _faults_of_table(self, file: Path, table: Table, *, manners: bool) -> tuple[Fault, ...]:
        if file in self.files["vocabularies"].values():
            return checker.vocabulary_faults(file, table, manners=manners)
        if file in self.files["schemes"].values():
            return checker.scheme_faults(file, table, self._around(), manners=manners)
        named = self.files["schemes"].get(str(table.get("scheme")))
        scheme = self._readable_table(named) if named else None
        if file in self.files["forms"].values():
            return checker.form_faults(file, table, scheme, self._around(), manners=manners)
        return checker.situation_faults(file, table, scheme)

    def _readable_table(self, file: Path) -> Table | None:
        try:
            return self._table(file)
        except UnreadableFile:
            return None

    def _around(self) -> Surroundings:
        return Surroundings(self.vocabularies, frozenset(self.files["forms"]))


def _files(kind: str, folders: tuple[Path, ...]) -> dict[str, Path]:
    """Find the files of a kind; a folder without sub-folders is taken as one of schemes."""
    found: dict[str, Path] = {}
    for folder in folders:
        inner = folder / "schemes" / kind if kind == "situations" else folder / kind
        if kind == "schemes" and not inner.is_dir():
            inner = folder
        found |= {file.stem: file for file in sorted(inner.glob("*.toml"))}
    return found


_T = TypeVar("_T")


class _OnDemand(Mapping[str, _T], Generic[_T]):
    """A mapping whose values are read from files when they are first asked for; a faulty file has no value."""

    def __init__(self, files: Mapping[str, Path], read: Callable[[Path], _T | None]) -> None:
        self._files = files
        self._read = read
        self._values: dict[str, _T | None] = {}

    def __getitem__(self, key: str) -> _T:
        if key not in self._values:
            self._values[key] = self._read(self._files[key])
        value = self._values[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._files if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
