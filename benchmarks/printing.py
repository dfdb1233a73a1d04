# SPDX-License-Identifier: AGPL-3.0-or-later
"""One referral form from the dossier to its PDF, beside a bare ReportLab canvas with the same text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.models.procedure import Procedure, ProcedureAnswer
from app.services import papers
from app.services.office import Office
from app.services.warming import warm, warm_papers
from benchmarks import vaults
from benchmarks.figures import Figure, median, milliseconds

PEOPLE = 20_000
SCHEME = "dalo"
TIMES = 40
FIRST_MS, NEXT_MS, TIMES_THE_FLOOR = 150.0, 40.0, 2.5


def measure() -> list[Figure]:
    """`pdf` (the next ones) and `pdf_first` (in a process that has printed nothing yet, warmed as the window warms)."""
    warm()
    warm_papers()
    with vaults.opened(vaults.demonstration(PEOPLE).folder) as office:
        procedure = a_procedure(office)
        first = milliseconds(lambda: papers.draft(office, procedure, "referral_form"))
        leaves = caught(lambda: papers.draft(office, procedure, "referral_form"))
        bare_page(leaves)
        papers.draft(office, procedure, "referral_form")
        pairs = [
            (
                milliseconds(lambda: papers.draft(office, procedure, "referral_form")),
                milliseconds(lambda: bare_page(leaves)),
            )
            for _ in range(TIMES)
        ]
    value, floor = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
    bar = min(NEXT_MS, TIMES_THE_FLOOR * floor)
    said = f"{len(leaves)} page(s)"
    return [
        Figure.of("pdf", value, "ms", floor=floor, bar=bar, also=first <= FIRST_MS, said=said),
        Figure.of("pdf_first", first, "ms", floor=floor, bar=FIRST_MS),
    ]


def a_procedure(office: Office) -> UUID:
    """The recourse of the demonstration whose form is the fullest."""
    with office.reading() as session:
        query = (
            sa.select(Procedure.id)
            .join(ProcedureAnswer, ProcedureAnswer.procedure_id == Procedure.id)
            .where(Procedure.scheme == SCHEME)
            .group_by(Procedure.id)
            .order_by(sa.func.count().desc(), Procedure.id)
        )
        return session.scalars(query.limit(1)).one()


def caught(work: Callable[[], object]) -> list[Any]:
    """The pages that a piece of work prints, as marks, caught on their way to the press."""
    from app.documents import paper, press

    found: list[Any] = []
    usual = press.print_leaves

    def catch(leaves: Any, **said: str) -> bytes:
        found.extend(leaves)
        return usual(found, **said)

    vars(paper)["print_leaves"] = catch
    work()
    vars(paper)["print_leaves"] = usual
    return found


def bare_page(leaves: list[Any]) -> bytes:
    """The same strings at the same places, in the same embedded fonts, and nothing else."""
    from reportlab.pdfgen.canvas import Canvas

    from app.documents.press import FACE_FILES

    sink = BytesIO()
    canvas = Canvas(sink, pagesize=(leaves[0].width, leaves[0].height), pageCompression=1)
    for leaf in leaves:
        font = None
        for letters in leaf.letters:
            if font != (letters.face, letters.size):
                font = (letters.face, letters.size)
                canvas.setFont(FACE_FILES[letters.face], letters.size)
            canvas.drawString(letters.x, leaf.height - letters.y, letters.string)
        canvas.showPage()
    canvas.save()
    return sink.getvalue()
