# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files kept beside the database, each encrypted under a key of its own kept in its row.

A file is on the disk before its row is written: a row never lacks its file. What was written for a row that was never
committed is an orphan, which `verify` sweeps once it is a day old.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from app.models.official import Attachment
from app.security.durable import write_durably
from app.security.sealed import seal, unseal
from app.security.troubles import SealBroken
from app.storage.troubles import Trouble, Unavailable, engine_errors
from app.storage.vault import ATTACHMENTS, Vault
from app.storage.verification import Finding

A_DAY_MS = 24 * 3600 * 1000


def keep(vault: Vault, content: bytes, name: str) -> Attachment:
    """Write a file, encrypted, and return the row to add in the gesture that keeps it. Raises Unavailable."""
    ciphertext, key = seal(content)
    file = sha256(ciphertext).hexdigest()
    with engine_errors(Trouble.READ_ONLY):
        folder = vault.folder / ATTACHMENTS
        folder.mkdir(exist_ok=True)
        write_durably(folder / file, ciphertext)
    return Attachment(name=name, digest=sha256(content).hexdigest(), size=len(content), file=file, key=key.hex())


def content_of(vault: Vault, row: Attachment) -> bytes:
    """The content of a file, once proved to be what was kept. Raises Unavailable when it is gone or altered."""
    try:
        content = unseal((vault.folder / ATTACHMENTS / row.file).read_bytes(), bytes.fromhex(row.key))
    except (OSError, SealBroken, ValueError) as error:
        raise Unavailable(Trouble.ATTACHMENT_LOST, row.file[:12]) from error
    if sha256(content).hexdigest() != row.digest:
        raise Unavailable(Trouble.ATTACHMENT_LOST, row.file[:12])
    return content


def verify_attachments(vault: Vault) -> Finding:
    """Whether each file is there and holds what was kept; orphans of a day are swept."""
    finding = Finding("attachments")
    with vault.reading() as session:
        rows = session.scalars(sa.select(Attachment).order_by(Attachment.id)).all()
    for row in rows:
        finding.count += 1
        try:
            content_of(vault, row)
        except Unavailable:
            finding.blame(f"attachment {row.id}: its file is gone or not what was kept")
    sweep(vault, {row.file for row in rows})
    return finding


def sweep(vault: Vault, known: set[str]) -> None:
    """Delete the files of no row that are a day old: their gesture was never committed."""
    for path in _files(vault.folder / ATTACHMENTS):
        with suppress(OSError):
            if path.name not in known and path.stat().st_mtime * 1000 < vault.clock() - A_DAY_MS:
                path.unlink()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else iter(())
