# SPDX-License-Identifier: AGPL-3.0-or-later
"""1,000 referral forms of the register as one PDF, beside a bare canvas with the same strings, and an office suite.

Sent referrals print what their sending froze; drafts, whose sheets are still to be assembled, are told beside.

The suite converts as many text documents, already merged, in one run: the most favourable way for it. Where no suite
is installed that comparison is not made, and the row says so.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
from itertools import repeat
from pathlib import Path
from time import perf_counter
from uuid import UUID

import sqlalchemy as sa

from app.models.organisation import Organisation
from app.models.procedure import Procedure
from app.models.referral import Referral
from app.services import batch_papers, papers
from app.services.office import Office
from benchmarks import vaults
from benchmarks.figures import Figure
from benchmarks.printing import bare_page, caught

PEOPLE = 20_000
FORMS = 1_000
SCHEME = "dalo"
SAMPLE = 20
BAR_S, BAR_MB = 20.0, 300.0
FASTER = 10.0
SUITES = ("soffice", "libreoffice")


def measure() -> list[Figure]:
    """`forms_1000` and `forms_1000_memory`, the most that this process ever held."""
    with vaults.copied(PEOPLE, "batch") as folder, vaults.opened(folder) as office:
        drafts = prepared(office)
        chosen = sent(office, drafts)
        start = perf_counter()
        made = batch_papers.batch(office, chosen)
        value = perf_counter() - start
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        assert len(made.printed) == FORMS
        floor = bare_seconds(office, chosen[:SAMPLE]) * FORMS / SAMPLE
        start = perf_counter()
        batch_papers.batch(office, drafts[:SAMPLE])
        of_drafts = (perf_counter() - start) * FORMS / SAMPLE
    suite = suite_seconds()
    slower = suite * FORMS / SAMPLE / value if suite else None
    said = f"the suite takes {slower:.0f} times longer" if slower else "no office suite here: not compared"
    said = f"{len(made.pdf) / 1e6:.1f} MB; drafts {of_drafts:.0f} s; {said}"
    return [
        Figure.of("forms_1000", value, "s", floor=floor, bar=BAR_S, also=slower is None or slower >= FASTER, said=said),
        Figure.of("forms_1000_memory", held, "MB", floor=len(made.pdf) / 1e6, bar=BAR_MB),
    ]


def prepared(office: Office) -> list[UUID]:
    """A thousand referrals made ready, first the recourses: they need no agreement and show the whole dossier."""
    query = sa.select(Procedure).where(Procedure.deleted.is_(False))
    query = query.order_by(sa.case((Procedure.scheme == SCHEME, 0), else_=1), Procedure.id)
    with office.reading() as session:
        found = session.scalars(query.limit(FORMS)).all()
        addressee = session.scalars(sa.select(Organisation.id).where(Organisation.own.is_(False))).first()
    assert len(found) == FORMS
    assert addressee is not None
    made = [
        Referral(
            person_id=each.person_id,
            procedure_id=each.id,
            organisation_id=addressee,
            worker_id=office.worker_id,
            created_on=office.today(),
        )
        for each in found
    ]
    ids = [each.id for each in made]
    with office.writing("demonstration_filled") as work:
        work.session.insert_many(made)
    return ids


def sent(office: Office, drafts: list[UUID]) -> list[UUID]:
    """As many referrals that left, each with the sheets of a draft frozen as a sending freezes them."""
    with office.reading() as session:
        made = [
            Referral(
                person_id=row.person_id,
                procedure_id=row.procedure_id,
                organisation_id=row.organisation_id,
                worker_id=row.worker_id,
                created_on=row.created_on,
                sent_on=office.today(),
                number=f"A{rank:04}",
                snapshot={"papers": papers.freeze_all(session, office, row)[0]},
            )
            for rank, row in enumerate(map(session.get_one, repeat(Referral), drafts), 1)
        ]
    ids = [each.id for each in made]
    with office.writing("demonstration_filled") as work:
        work.session.insert_many(made)
    return ids


def bare_seconds(office: Office, chosen: list[UUID]) -> float:
    """The same strings of some of them, at the same places, and nothing else."""
    leaves = [caught(lambda each=each: papers.preview(office, each)) for each in chosen]
    start = perf_counter()
    for each in leaves:
        bare_page(each)
    return perf_counter() - start


def suite_seconds() -> float | None:
    """How long an office suite takes to print as many merged letters of one page as the sample holds."""
    suite = next((found for name in SUITES if (found := shutil.which(name))), None)
    if suite is None:
        return None
    folder = vaults.WORK / "suite"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    letters = [merged(folder, rank) for rank in range(SAMPLE)]
    start = perf_counter()
    command = [suite, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, letters)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    taken = perf_counter() - start
    assert len(list(folder.glob("*.pdf"))) == SAMPLE
    shutil.rmtree(folder)
    return taken


def merged(folder: Path, rank: int) -> Path:
    """One letter, its fields already replaced, in the suite's own format."""
    lines = "".join(f"<text:p>Rubrique {line} de la fiche numéro {rank}</text:p>" for line in range(60))
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    names += ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    kind = 'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"'
    path = folder / f"lettre-{rank}.fodt"
    body = f"<office:body><office:text>{lines}</office:text></office:body>"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} {kind}>{body}</office:document>')
    return path
