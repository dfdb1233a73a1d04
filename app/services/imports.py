# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bringing a list: a verdict for each of its lines, nothing written before she agrees, one gesture for the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from uuid import UUID, uuid4

from app.exchange import columns as headings
from app.exchange import reports, spreadsheet, verdicts
from app.exchange.columns import Column, Columns
from app.exchange.drafts import Fault, Line
from app.exchange.sheet import GivenUp, Progress, Sheet, Stopped, Unreadable
from app.exchange.tables import Table
from app.french.identifiers import looks_like_nir
from app.services.changes import NOTHING, Changes
from app.services.fields import fields_of
from app.services.import_matches import Match, Matches, in_vault, of_draft
from app.services.imported_facts import NOTE, PERSON, Desk, facts_of
from app.services.long_work import without_pauses
from app.services.office import Office, Writing
from app.services.people import file_numbers
from app.services.refusals import Refusal, Refused
from app.services.saying_imports import said
from app.services.wording import sentence
from app.storage.bulk import batched

__all__ = ["GivenUp", "ImportPlan", "PlannedLine", "Verdict", "plan", "read", "rejected_table", "report", "write"]

Verdict = Literal["taken", "known", "to_correct"]
IMPORTED = "list_imported"
LINES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line and what becomes of it. `faults` say why it is to correct, or already there; `draft` holds its values.

    `person_id` is the person already there, or the one written; `earlier` the line of this file about the same person.
    """

    draft: Line
    verdict: Verdict
    faults: tuple[Fault, ...] = ()
    person_id: UUID | None = None
    earlier: int | None = None

    @property
    def number(self) -> int:
        """Its number in the spreadsheet."""
        return self.draft.number

    @property
    def remarks(self) -> tuple[Fault, ...]:
        """What is to say of the line: why it is not taken, or else what is worth a look."""
        return self.faults or self.draft.warnings

    @property
    def column(self) -> str | None:
        """The letter of the first cell concerned."""
        return next((fault.column for fault in self.remarks if fault.column), None)

    @property
    def reason(self) -> str | None:
        """Why, in French; what is worth a look for a line that is taken. None when there is nothing to say."""
        if len(self.remarks) == 1:
            return self.remarks[0].reason
        return reports.said(self.remarks) or None


@dataclass
class ImportPlan:
    """What an import will do; once written, what it did. `name` is the name of the file."""

    name: str
    sheet: Sheet
    columns: Columns
    lines: tuple[PlannedLine, ...]
    changes: Changes = NOTHING

    @property
    def left_out(self) -> tuple[Column, ...]:
        """The columns that are not taken."""
        return tuple(column for column in self.columns.columns if column.target is None)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many lines have each verdict."""
        found = Counter(line.verdict for line in self.lines)
        return {"taken": found["taken"], "known": found["known"], "to_correct": found["to_correct"]}

    def of_verdict(self, verdict: Verdict) -> tuple[PlannedLine, ...]:
        """The lines of one verdict."""
        return tuple(line for line in self.lines if line.verdict == verdict)


def read(
    path: Path, *, sheet: str | None = None, progress: Progress | None = None, stopped: Stopped | None = None
) -> Sheet:
    """Read a sheet of a file. Raises Refused, with the sentence to show, when it cannot be taken; GivenUp."""
    try:
        return spreadsheet.read(path, sheet=sheet, progress=progress, stopped=stopped)
    except Unreadable as unreadable:
        raise Refused(Refusal.UNREADABLE_FILE, "file", sentence=unreadable.sentence) from unreadable


def plan(
    office: Office,
    source: Path | Sheet,
    mapping: Mapping[str, str | None] | None = None,
    *,
    progress: Progress | None = None,
    stopped: Stopped | None = None,
) -> ImportPlan:
    """Give each line its verdict; nothing is written.

    `mapping` corrects columns: {letter: path of a target, or None not to take it}; ValueError on an unknown one.
    `progress` is told the lines done and the lines in all. Raises Refused for a file that cannot be read, GivenUp when
    `stopped` answered True.
    """
    first, second = _halves(progress) if isinstance(source, Path) else (None, progress)
    sheet = read(source, progress=first, stopped=stopped) if isinstance(source, Path) else source
    columns = headings.recognise(sheet).with_choices(mapping or {})
    name = source.name if isinstance(source, Path) else sheet.name
    with without_pauses():
        drafts = verdicts.judge(sheet, columns, office.today(), progress=second, stopped=stopped)
        lines = tuple(_checked(draft, columns) for draft in drafts)
        with office.reading() as session:
            known = in_vault(session, [of_draft(line.draft.person, line.number) for line in lines])
        return ImportPlan(name, sheet, columns, tuple(_compared(lines, known)))


def write(
    office: Office,
    plan: ImportPlan,
    *,
    lead_id: UUID | None = None,
    progress: Progress | None = None,
    stopped: Stopped | None = None,
) -> Changes:
    """Write the lines that are taken, as one gesture; NOTHING when there is none.

    Who has come into the vault since the plan is not written twice: the plan says so afterwards, and whom each line
    became. Pathways are followed by the worker the file names, else by `lead_id`, the worker herself by default. Raises
    GivenUp when `stopped` answered True: nothing is left of what was begun.
    """
    if not plan.of_verdict("taken"):
        return NOTHING
    with without_pauses(), office.writing(IMPORTED) as work:
        session = work.session
        taken = plan.of_verdict("taken")
        known = in_vault(session, [of_draft(line.draft.person, line.number) for line in taken])
        lines = tuple(_with_ids(_compared(plan.lines, known)))
        desk = Desk.of(session, office, _source(plan.name), lead_id)
        _write([line for line in lines if line.verdict == "taken"], work, desk, progress, stopped)
    plan.lines, plan.changes = lines, work.changes
    return work.changes


def report(plan: ImportPlan) -> dict[str, Any]:
    """Counts and a verdict per line, as the command line gives them."""
    written = plan.changes is not NOTHING
    return {
        **plan.counts,
        "lines": [
            {
                "line": line.number,
                "verdict": line.verdict,
                "column": line.column,
                "reason": line.reason,
                "person_id": line.person_id if written or line.verdict == "known" else None,
            }
            for line in plan.lines
        ],
    }


def rejected_table(plan: ImportPlan) -> Table:
    """The lines to correct with all their cells and the reason of each, to print or to correct and bring again."""
    rows = [
        (line.number, said("rejected.verdict"), reports.said(line.faults)) for line in plan.of_verdict("to_correct")
    ]
    return reports.report(plan.sheet, plan.columns, rows, title=said("rejected.title"))


# Verdicts


def _checked(draft: Line, columns: Columns) -> PlannedLine:
    """What the file itself says against a line, before it is compared with anyone."""
    faults = () if draft.same_as is not None else draft.faults
    faults = faults or tuple(_too_long(draft, columns)) or tuple(_hidden_number(draft, columns))
    return PlannedLine(draft, "to_correct" if faults else "taken", faults)


def _too_long(draft: Line, columns: Columns) -> Iterator[Fault]:
    person, fields = draft.person, fields_of("person")
    names = {"birth_name": person.birth_name, "use_name": person.use_name, "first_names": person.first_names}
    texts = {path.removeprefix(PERSON): value for path, value in person.values.items() if path.startswith(PERSON)}
    for name, text in {**names, **texts}.items():
        field = fields.get(name)
        if field is not None and isinstance(text, str) and len(text) > field.longest:
            refused = Refused(Refusal.TEXT_TOO_LONG, name, length=len(text), most=field.longest)
            yield _fault(columns, PERSON + name, sentence(refused))


def _hidden_number(draft: Line, columns: Columns) -> Iterator[Fault]:
    """A social security number that only shows once remarks stand one below the other."""
    note = draft.person.values.get(NOTE)
    if isinstance(note, str) and looks_like_nir(note):
        yield _fault(columns, NOTE, verdicts.NIR_REASON)


def _fault(columns: Columns, path: str, reason: str) -> Fault:
    column = columns.column_of(path) or columns.column_of("person.full_name")
    return Fault(column.letter, column.heading, reason) if column is not None else Fault("", "", reason)


def _compared(lines: Sequence[PlannedLine], matches: Matches) -> Iterator[PlannedLine]:
    """Tell the lines whose person is there already, in the vault or higher in the list; adds each one taken."""
    for line in lines:
        if line.verdict != "taken":
            yield line
            continue
        person = of_draft(line.draft.person, line.number)
        match = matches.find(person)
        if match is None:
            matches.add(person)
            yield line
        else:
            yield _already_there(line, match)


def _already_there(line: PlannedLine, match: Match) -> PlannedLine:
    known = match.known
    reason = said(f"known.{match.why}") if known.line is None else said("known.earlier", line=known.line)
    return replace(line, verdict="known", faults=(Fault("", "", reason),), person_id=known.id, earlier=known.line)


# Writing


def _with_ids(lines: Iterator[PlannedLine]) -> Iterator[PlannedLine]:
    """Give each person about to be written her id, and to the lines that name her again."""
    ids: dict[int, UUID] = {}
    for line in lines:
        if line.verdict == "taken":
            ids[line.number] = uuid4()
            yield replace(line, person_id=ids[line.number])
        elif line.earlier is not None:
            yield replace(line, person_id=ids.get(line.earlier, line.person_id))
        else:
            yield line


def _write(
    lines: Sequence[PlannedLine],
    work: Writing,
    desk: Desk,
    progress: Progress | None,
    stopped: Stopped | None,
) -> None:
    numbers = file_numbers(work.session, desk.today, len(lines)) if lines else iter(())
    done = 0
    for some in batched(lines, LINES_AT_ONCE):
        if stopped is not None and stopped():
            raise GivenUp
        work.session.insert_many(
            fact
            for line in some
            if line.person_id
            for fact in facts_of(line.draft, desk, next(numbers), line.person_id)
        )
        work.settle()
        done += len(some)
        if progress is not None:
            progress(done, len(lines))


def _source(name: str) -> str:
    return said("noted.source_named", name=name) if name and not looks_like_nir(name) else said("noted.source")


def _halves(progress: Progress | None) -> tuple[Progress | None, Progress | None]:
    """Tell two works of equal length as one: reading the file, then judging its lines."""
    if progress is None:
        return None, None
    tell: Callable[[int, int], None] = progress
    return lambda done, total: tell(done // 2, total), lambda done, total: tell((total + done + 1) // 2, total)
