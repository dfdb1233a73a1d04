# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue: every scheme, form and list of choices found in a few folders.

A scheme is read when it is first asked for: opening the catalogue costs a look at the folders, whatever their number.
What installing has compiled is taken as it is. A file with a fault is set aside and said; it never hides the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from app.schemes import checker, compiled, forms, reading, vocabularies
from app.schemes.faults import Fault, UnreadableFile
from app.schemes.meaning import Surroundings

if TYPE_CHECKING:
    from pathlib import Path

    from app.schemes.definitions import Edition, Scheme
    from app.schemes.forms import FormDefinition
    from app.schemes.sight import Table
    from app.schemes.vocabularies import Vocabularies, Vocabulary


_LAW = ("vocabularies", "schemes", "forms")
"""The kinds of files that say what a scheme is; worked situations only prove it."""


def load(*folders: Path, ready: Path | None = None) -> Catalogue:
    """Open the catalogue of these folders (`resources`, and any folder laid out like it).

    A file of a later folder takes the place of the one of the same name in an earlier folder. `ready` is what
    `compile_to` made of the first folder; it is trusted like the program itself.
    """
    return Catalogue(*folders, ready=ready)


def compile_to(ready: Path, folder: Path) -> tuple[Fault, ...]:
    """Keep the whole catalogue of a folder in one file, for `load`; when there are faults, only give them."""
    catalogue = Catalogue(folder)
    if catalogue.set_aside:
        return catalogue.set_aside
    schemes, every = dict(catalogue.schemes), catalogue.every_form()
    compiled.write(ready, law_files(folder), compiled.Compiled(schemes, every, catalogue.vocabularies))
    return ()


def check(*folders: Path) -> tuple[Fault, ...]:
    """Give every fault of every file of these folders, typography and wording included, in order of file and line."""
    catalogue = Catalogue(*folders)
    found = [fault for files in catalogue.files.values() for file in files.values() for fault in catalogue.check(file)]
    return tuple(sorted(found))


def law_files(folder: Path) -> list[Path]:
    """Give the files of a folder that say what schemes are."""
    return [file for kind in _LAW for file in _files(kind, (folder,)).values()]


class Catalogue:
    """What `load` gives. `schemes` holds the schemes that have no fault, by id."""

    def __init__(self, *folders: Path, ready: Path | None = None) -> None:
        self.files = {kind: _files(kind, folders) for kind in (*_LAW, "situations")}
        self._ready = ready
        self._installed: frozenset[Path] = frozenset(law_files(folders[0]) if ready else ())
        self.schemes: Mapping[str, Scheme] = _OnDemand(self.files["schemes"], self._scheme)
        self._vocabularies: Vocabularies | None = None
        self._tables: dict[Path, Table] = {}
        self._faults: dict[Path, tuple[Fault, ...]] = {}
        self._forms: dict[tuple[str, str, str], FormDefinition] = {}
        self._adopted: dict[tuple[str, str, str], FormDefinition] = {}

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
            lists = [self._vocabulary(file) for file in files if not self._faults_of(file)]
            self._vocabularies = vocabularies.Vocabularies(lists)
        return self._vocabularies

    def form(self, edition: Edition, paper: str | None = None) -> FormDefinition | None:
        """Give the form of an edition, or of another of its papers; None when there is none, or a faulty one."""
        name = edition.paper_forms.get(paper) if paper else edition.form
        file = self.files["forms"].get(name or "")
        if file is None or self._faults_of(file):
            return self._adopted.get((name or "", edition.scheme, edition.id))
        key = (file.stem, edition.scheme, edition.id)
        if key not in self._forms:
            own = {file, self.files["schemes"].get(edition.scheme)} <= self._installed
            kept = self._compiled.forms.get(key) if own and self._compiled else None
            self._forms[key] = kept or forms.form(self._table(file), edition)
        return self._forms[key]

    def adopt(self, edition: Edition, name: str, form: FormDefinition) -> None:
        """Give the form of an edition that is no longer in any file; it serves as long as no file has its name."""
        self._adopted[name, edition.scheme, edition.id] = form

    def every_form(self) -> Mapping[tuple[str, str, str], FormDefinition]:
        """Give the form of each paper of each edition, by file, scheme and edition."""
        for scheme in self.schemes.values():
            for edition in scheme.editions:
                for paper in (None, *edition.paper_forms):
                    self.form(edition, paper)
        return self._forms

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

    @cached_property
    def _compiled(self) -> compiled.Compiled | None:
        """What installing made of the first folder; nothing when another folder changes one of its lists of choices."""
        lists = {file for file in self._installed if file.parent.name == "vocabularies"}
        if self._ready is None or not lists <= set(self.files["vocabularies"].values()):
            return None
        return compiled.read(self._ready, self._installed)

    def _vocabulary(self, file: Path) -> Vocabulary:
        if self._compiled and file in self._installed:
            return self._compiled.vocabularies[file.stem]
        return vocabularies.vocabulary(self._table(file))

    def _scheme(self, file: Path) -> Scheme | None:
        if self._faults_of(file):
            return None
        if self._compiled and file in self._installed:
            return self._compiled.schemes[file.stem]
        return reading.scheme(self._table(file), self.vocabularies)

    def _faults_of(self, file: Path) -> tuple[Fault, ...]:
        if file not in self._faults:
            compiled_whole = file in self._installed and self._compiled is not None
            self._faults[file] = () if compiled_whole else self.check(file, manners=False)
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
        return Surroundings(self.vocabularies, frozenset(self.files["forms"]), frozenset(self.files["schemes"]))


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
