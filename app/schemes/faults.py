# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes wrong with a catalogue: a file that says something wrong, a question the rules cannot answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.french.typography import typeset

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a catalogue file, in one French sentence, with the line (from 1) where it stands."""

    file: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return typeset(f"{self.file.name}, ligne {self.line} : {self.sentence}")


class SchemeRefusal(ValueError):
    """The rules of a scheme say no: `sentence` is ready to be shown."""

    def __init__(self, sentence: str) -> None:
        self.sentence = typeset(sentence)
        super().__init__(self.sentence)


class UnreadableFile(ValueError):
    """A catalogue file cannot be used; `faults` says why, line by line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
