# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printed recovery key of an open vault: trying it, and replacing it by another."""

from __future__ import annotations

from app.security import keyring
from app.services.accounts import OWN, administrator, counted, load_ring
from app.services.office import Office
from app.storage.troubles import engine_errors
from app.storage.vault import KEYRING


def try_key(office: Office, typed: str) -> None:
    """Check that a printed key opens this vault, without opening it. Raises Refused when it does not."""
    folder = office.vault.folder
    with counted(folder), load_ring(folder).open_with_recovery(typed):
        pass


def renew(office: Office, own_password: str) -> str:
    """Replace the recovery key; the one printed before opens nothing any more. The new one, to print at once.

    An administrator does it, who types her own password again. Raises Refused when it is not hers.
    """
    folder = office.vault.folder
    ring = load_ring(folder)
    with office.reading() as session:
        mine = administrator(session, office.worker_id).identifier
    with counted(folder, OWN), ring.open(mine, own_password) as data_key:
        key = ring.renew_recovery(data_key)
    with engine_errors():
        keyring.save(ring, folder / KEYRING)
    return key
