# SPDX-License-Identifier: AGPL-3.0-or-later
"""A blank official form filled from the dossier, beside that form read and written again untouched, in C."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import sqlalchemy as sa

from app.models.procedure import Procedure, ProcedureAnswer
from app.services import official_papers
from app.services.office import Office
from app.services.warming import warm, warm_papers
from benchmarks import vaults
from benchmarks.figures import Figure, median, milliseconds

PEOPLE = 20_000
TIMES = 15
BAR_MS = 300.0
BLANK = vaults.ROOT.parent / "shared" / "forms" / "cerfa_16029-01_demande.pdf"
SCHEME = "domiciliation"


def measure() -> list[Figure]:
    """`cerfa`: the first one counts too, it is told beside."""
    if not BLANK.is_file():
        return [Figure.not_run("cerfa", f"no blank form at {BLANK}")]
    blank = BLANK.read_bytes()
    warm()
    warm_papers()
    with vaults.opened(vaults.demonstration(PEOPLE).folder) as office:
        procedure = a_procedure(office)
        first = milliseconds(lambda: official_papers.fill(office, procedure, blank))
        value = median([milliseconds(lambda: official_papers.fill(office, procedure, blank)) for _ in range(TIMES)])
    floor = median([milliseconds(lambda: written_again(blank)) for _ in range(TIMES)])
    said = f"first {first:.0f} ms"
    return [Figure.of("cerfa", value, "ms", floor=floor, bar=BAR_MS, also=first <= 2 * BAR_MS, said=said)]


def a_procedure(office: Office) -> UUID:
    """The procedure of the form's scheme with the most answers."""
    with office.reading() as session:
        query = (
            sa.select(Procedure.id)
            .outerjoin(ProcedureAnswer, ProcedureAnswer.procedure_id == Procedure.id)
            .where(Procedure.scheme == SCHEME)
            .group_by(Procedure.id)
            .order_by(sa.func.count(ProcedureAnswer.id).desc(), Procedure.id)
        )
        return session.scalars(query.limit(1)).one()


def written_again(blank: bytes) -> bytes:
    """The same pages read and written by a library in C, nothing added."""
    import pypdfium2

    document, sink = pypdfium2.PdfDocument(blank), BytesIO()
    document.save(sink)
    document.close()
    return sink.getvalue()
