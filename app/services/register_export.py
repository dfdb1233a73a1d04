# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register of referrals as a file for a spreadsheet."""

from __future__ import annotations

import errno
from collections.abc import Generator, Sequence
from pathlib import Path

from app.exchange.tables import Table, Value, write_csv, write_xlsx
from app.services.office import Office
from app.services.office_papers import STATES, answers_said
from app.services.referral_register import ReferralLine
from app.services.refusals import Refusal, Refused
from app.storage.troubles import Trouble, Unavailable

HEADINGS = (
    "N°",
    "Envoyée le",
    "Personne",
    "Démarche",
    "Destinataire",
    "Par",
    "Réponse souhaitée le",
    "Échéance légale",
    "Accusé de réception le",
    "Relancée le",
    "Relancée à nouveau le",
    "Réponse le",
    "État",
    "Préparée par",
)


def write(_office: Office, lines: Sequence[ReferralLine], path: Path, *, leaves_service: bool = False) -> str:
    """Write these referrals, drafts apart, as .csv or .xlsx by the name of the file; say what was written.

    Initials instead of names when the file leaves the service. Refused, or Unavailable on a full disk, when it cannot
    be written; nothing is then left behind.
    """
    sent = [line for line in lines if line.sent_on is not None]
    table = Table("Orientations", HEADINGS, _rows(sent, leaves_service=leaves_service))
    try:
        (write_csv if path.suffix.lower() == ".csv" else write_xlsx)(path, table)
    except OSError as fault:
        if fault.errno == errno.ENOSPC:
            raise Unavailable(Trouble.DISK_FULL) from fault
        raise Refused(Refusal.FILE_NOT_WRITTEN, "path") from fault
    return answers_said(sent)


def _rows(lines: Sequence[ReferralLine], *, leaves_service: bool) -> Generator[Sequence[Value]]:
    for line in sorted(lines, key=lambda line: line.number):
        yield (
            line.number,
            line.sent_on,
            line.initials if leaves_service else line.person,
            line.procedure,
            line.addressee,
            line.channel,
            line.expected_by,
            line.legal_due,
            line.received_on,
            line.reminded_on,
            line.reminded_again_on,
            line.answered_on,
            STATES[line.state],
            line.worker,
        )
