# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a catalogue file and says what is wrong with it, in French, with the lines.

TOML itself stops at its first fault of syntax; past that, all the faults of meaning of a file are given at once.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

from app.french.typography import typeset
from app.schemes import (
    department_tables,
    meaning,
    meaning_continuations,
    meaning_deadlines,
    meaning_facts,
    meaning_forms,
)
from app.schemes.faults import Fault, UnreadableFile
from app.schemes.lines import Lines
from app.schemes.shape_check import shape_faults
from app.schemes.sight import Sight, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from app.schemes.meaning import Surroundings
    from app.schemes.shape_check import Wrong
    from app.schemes.sight import Table


def read_table(file: Path) -> Table:
    """Read a TOML file (UTF-8, with or without a BOM); raises UnreadableFile with its one fault of syntax."""
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise UnreadableFile((Fault(file, line, "Enregistrez ce fichier en UTF-8."),)) from None
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile((_syntax_fault(file, str(error)),)) from None
    except OSError:
        said = "C’est un dossier, non un fichier." if file.is_dir() else "Ce fichier ne peut pas être ouvert."
        raise UnreadableFile((Fault(file, 1, typeset(said)),)) from None


def scheme_faults(file: Path, table: Table, around: Surroundings, *, manners: bool = True) -> tuple[Fault, ...]:
    """Give every fault of meaning of a scheme. `manners` adds typography and wording, slower and never a hindrance."""
    wrongs = list(shape_faults("scheme", table, manners=manners))
    if not _misshapen(wrongs):
        wrongs += _of_another_name(file, table)
        wrongs += meaning.edition_faults(table)
        for place in range(len(rows_of(table, "editions"))):
            wrongs += _edition_faults(Sight(table, place), around)
    return _located(file, wrongs)


def form_faults(
    file: Path, table: Table, scheme: Table | None, around: Surroundings, *, manners: bool = True
) -> tuple[Fault, ...]:
    """Give every fault of meaning of a form; `scheme` is the table of the scheme it names."""
    wrongs = list(shape_faults("form", table, manners=manners))
    if not _misshapen(wrongs):
        wrongs += _of_another_name(file, table)
        wrongs += meaning_forms.form_faults(table, scheme, around)
    return _located(file, wrongs)


def vocabulary_faults(file: Path, table: Table, *, manners: bool = True) -> tuple[Fault, ...]:
    """Give every fault of meaning of a list of choices."""
    wrongs = list(shape_faults("vocabulary", table, manners=manners))
    if not _misshapen(wrongs):
        wrongs += [*_of_another_name(file, table), *meaning_forms.vocabulary_faults(table)]
    return _located(file, wrongs)


def situation_faults(file: Path, table: Table, scheme: Table | None) -> tuple[Fault, ...]:
    """Give every fault of meaning of a file of worked situations; whether they come true is for `situations`."""
    wrongs = list(shape_faults("situations", table))
    if not _misshapen(wrongs):
        wrongs += meaning_forms.situation_faults(table, scheme)
    return _located(file, wrongs)


def _edition_faults(sight: Sight, around: Surroundings) -> Iterator[Wrong]:
    yield from meaning.identity_faults(sight)
    yield from meaning.place_faults(sight, around)
    yield from meaning.stage_faults(sight)
    yield from meaning.event_faults(sight, around)
    yield from meaning_deadlines.deadline_faults(sight, around)
    yield from department_tables.table_faults(sight)
    yield from meaning_deadlines.proof_faults(sight)
    yield from meaning_deadlines.plain_faults(sight)
    yield from meaning_facts.criterion_faults(sight, around)
    yield from meaning_facts.document_faults(sight, around)
    yield from meaning_facts.answer_faults(sight, around)
    yield from meaning_continuations.continuation_faults(sight, around)
    yield from meaning_continuations.programme_faults(sight)
    yield from meaning_continuations.information_faults(sight, around)


def _of_another_name(file: Path, table: Table) -> Iterator[Wrong]:
    if text_of(table, "id") != file.stem:
        yield ("id",), f"Le fichier s’appelle « {file.name} » : son « id » doit être « {file.stem} »."


def _misshapen(wrongs: Iterable[Wrong]) -> bool:
    """Whether a value is not of its kind, so that the blocks cannot be compared."""
    return any(" attend " in sentence for _, sentence in wrongs)


def _located(file: Path, wrongs: Iterable[Wrong]) -> tuple[Fault, ...]:
    """Find the lines, in order; a fault that several editions share is said once."""
    unique = dict.fromkeys(wrongs)
    if not unique:
        return ()
    lines = Lines(file.read_bytes().decode("utf-8-sig"))
    return tuple(sorted(Fault(file, lines.of(path), typeset(sentence)) for path, sentence in unique))


# What `tomllib` says, and what it means to someone who has never heard of TOML.
_SYNTAX: Final = (
    ("after a key in a key/value pair", "Il manque le signe = après le mot de gauche."),
    (
        "Invalid initial character for a key part",
        "Un mot de gauche s’écrit sans espace, sans accent et sans guillemets.",
    ),
    ("Invalid value", "Valeur non comprise : un texte s’écrit entre guillemets droits."),
    ("Cannot overwrite a value", "Ce mot est écrit deux fois dans le même bloc."),
    ("twice", "Ce bloc est écrit deux fois : un bloc répété s’écrit entre doubles crochets."),
    ("Duplicate inline table key", "Ce mot est écrit deux fois entre les mêmes accolades."),
    ("Cannot redefine namespace", "Ce nom désigne déjà autre chose dans le fichier."),
    ("Cannot mutate immutable namespace", "Ce nom désigne déjà autre chose dans le fichier."),
    ("Unclosed array", "Il manque une virgule ou le crochet fermant ]."),
    ("Unclosed inline table", "Il manque une virgule ou l’accolade fermante }."),
    ("Illegal character '\\n'", "Il manque le guillemet fermant."),
    ("Unterminated string", "Il manque les guillemets fermants."),
    ("Expected \"'''\"", "Il manque les guillemets fermants."),
    ("Invalid date or datetime", "Cette date n’existe pas."),
    ("Expected newline or end of document", "Une seule chose par ligne : ce qui suit la valeur n’est pas compris."),
    ("at the end of a table declaration", "Il manque le crochet fermant du nom de bloc."),
    ("at the end of an array declaration", "Il manque les crochets fermants du nom de bloc."),
    ("escape", "Une barre oblique inverse s’écrit deux fois : \\\\."),
    ("Illegal character", "Un signe de ce texte n’est pas permis."),
)
_PLACE: Final = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")


def _syntax_fault(file: Path, said: str) -> Fault:
    sentence = next((french for english, french in _SYNTAX if english in said), "Cette ligne n’est pas comprise.")
    place = _PLACE.search(said)
    if place:
        return Fault(file, int(place["line"]), typeset(f"{sentence} (signe {place['column']})"))
    return Fault(file, file.read_bytes().count(b"\n") + 1, typeset(f"{sentence} (fin du fichier)"))
