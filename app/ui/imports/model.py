# SPDX-License-Identifier: AGPL-3.0-or-later
"""An import in words: counts, steps, lines of the file with their verdict."""

from __future__ import annotations

from dataclasses import dataclass

from app.french.typography import typeset
from app.services.imports import ImportPlan, PlannedLine, Verdict
from app.ui.widgets.stepper import Step
from app.ui.widgets.table import Cell, Column

STATES = {"taken": "new", "known": "updated", "to_correct": "to_correct"}
WORDS: dict[Verdict, str] = {"taken": "À prendre", "known": "Déjà là", "to_correct": "À corriger"}
PLACES = ("file", "columns", "checked", "written")


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the file, put in words when it is seen: there are thousands of them."""

    line: PlannedLine

    @property
    def id(self) -> str:
        """The number of the line, as the table's key."""
        return str(self.line.number)

    @property
    def number(self) -> int:
        """The number of the line."""
        return self.line.number

    @property
    def verdict(self) -> Verdict:
        """What becomes of the line."""
        return self.line.verdict

    @property
    def name(self) -> str:
        """Who the line is about."""
        person = self.line.draft.person
        names = (person.birth_name or person.use_name, person.first_names)
        return " ".join(part for part in names if part) or "sans nom"

    @property
    def birth(self) -> str:
        """Her birth date."""
        birth = self.line.draft.person.birth_date
        return birth.form if birth is not None else "naissance inconnue"

    @property
    def why(self) -> str:
        """The reason of the verdict, with its cell."""
        reason, column = self.line.reason or "", self.line.column
        where = f" Colonne {column}." if column and reason and "olonne" not in reason else ""
        return typeset(f"{reason}{where}")

    @property
    def said(self) -> str:
        """The line as one sentence."""
        return typeset(f"Ligne {self.number} : {self.name}, {self.birth}. {WORDS[self.verdict]}. {self.why}")


def columns() -> list[Column]:
    """The columns of the table of verdicts."""
    return [
        Column("Ligne", number_cell, width=64, figures=True),
        Column("Dans le fichier", who_cell, width=200, stretch=2),
        Column("Verdict", verdict_cell, width=130),
        Column("Pourquoi", why_cell, width=240, stretch=3, rank=1),
    ]


def number_cell(row: LineRow) -> Cell:
    """The number of the line."""
    return Cell(str(row.number), figures=True)


def who_cell(row: LineRow) -> Cell:
    """Who the line is about."""
    return Cell(row.name, second=row.birth, strong=True)


def verdict_cell(row: LineRow) -> Cell:
    """The verdict, as a chip."""
    return Cell(WORDS[row.verdict], state=STATES[row.verdict])


def why_cell(row: LineRow) -> Cell:
    """Why, and which cell."""
    return Cell(row.why)


def rows(plan: ImportPlan, verdict: str = "") -> list[LineRow]:
    """The lines of one verdict, or all of them."""
    return [LineRow(line) for line in plan.lines if not verdict or line.verdict == verdict]


def chips(plan: ImportPlan) -> list[tuple[str, str, int | None]]:
    """The filters, with their counts."""
    counts = plan.counts
    return [("", "Toutes les lignes", len(plan.lines)), *((key, WORDS[key], counts[key]) for key in WORDS)]


def steps(place: str, plan: ImportPlan | None) -> list[Step]:
    """The steps of an import, up to the one where the worker is."""
    here = PLACES.index(place)
    details = {
        "file": plan.name if plan else "xlsx, ods, xls ou csv",
        "columns": "",
        "checked": "",
        "written": "rien n’est encore écrit",
    }
    if plan is not None:
        details["columns"] = f"{plan.columns.recognised} reconnues sur {len(plan.columns.columns)}"
        details["checked"] = f"{len(plan.lines)} {'ligne' if len(plan.lines) < 2 else 'lignes'}"
    if place == "written":
        details["written"] = ""
    labels = {"file": "Fichier", "columns": "Colonnes", "checked": "Vérification", "written": "Importation"}
    progress = ["done" if rank < here else "current" if rank == here else "to_come" for rank in range(len(PLACES))]
    return [
        Step(
            name, labels[name], details[name], "done" if how == "done" else "current" if how == "current" else "to_come"
        )
        for name, how in zip(PLACES, progress, strict=True)
    ]


def button_words(plan: ImportPlan) -> str:
    """« Importer 19 personnes »."""
    count = plan.counts["taken"]
    return f"Importer {count} {'personne' if count < 2 else 'personnes'}"


def outcome(plan: ImportPlan) -> str:
    """« 19 personnes importées. 2 lignes à corriger. »."""
    counts = plan.counts
    taken, wrong = counts["taken"], counts["to_correct"]
    said = f"{taken} {'personne importée' if taken < 2 else 'personnes importées'}."
    return typeset(said + (f" {wrong} {'ligne' if wrong < 2 else 'lignes'} à corriger." if wrong else ""))
