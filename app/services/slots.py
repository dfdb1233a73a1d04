# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whose the slots of a key ring are: the vault keeps their names, the ring on the disk does not say.

The ring is written just before the gesture that names its slots is committed. When the power goes in between, a slot
is nobody's: it is taken away at the next change, so that a password that was never acknowledged opens nothing for long.
"""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.local import Setting
from app.models.worker import Worker
from app.security.data_key import DataKey
from app.security.keyring import Ring

SOLE = "compte unique de ce coffre"
"""While a vault has one account, its password alone opens it too: the slot of this identifier, which names nobody."""
SOLE_SLOT = "sole_slot"


def settle(session: Session, ring: Ring, data_key: DataKey, worker_id: UUID, slot: str) -> None:
    """Keep in the ring the accounts' own slots alone; `slot` is the one that `worker_id` was just seen to open.

    While the slot of another account is not known, which one it is cannot be told: all of them stay, but for the one
    that needs no identifier.
    """
    owned = {id_: name for id_, name in _accounts(session) if id_ != worker_id} | {worker_id: slot}
    sole = session.get(Setting, ("", SOLE_SLOT))
    strays = ring.worker_slots - set(owned.values())
    if not set(owned.values()) <= ring.worker_slots:
        strays &= {str(sole.value) if sole else ""}
    for stray in strays:
        ring.remove(data_key, stray)


def renew_sole(session: Session, ring: Ring, data_key: DataKey, password: str) -> None:
    """Once `settle` was called: let this password alone open a vault of one account."""
    if len(_accounts(session)) == 1:
        kept = session.get(Setting, ("", SOLE_SLOT)) or Setting(key=SOLE_SLOT)
        kept.value = ring.add_worker(data_key, SOLE, password)
        session.add(kept)


def _accounts(session: Session) -> list[tuple[UUID, str]]:
    """The accounts that open the vault, and the names of their slots."""
    rows = session.execute(sa.select(Worker.id, Worker.slot).where(Worker.active, Worker.slot != ""))
    return [(row.id, row.slot) for row in rows]
