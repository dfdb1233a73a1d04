# SPDX-License-Identifier: AGPL-3.0-or-later
"""Creating a vault, unlocking it, and the accounts of those who work in it.

A vault opens with an identifier and a password typed together; nothing on the disk says who has an account. After
refusals in a row, one waits a little longer each time.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.names import fold
from app.models.local import Setting
from app.models.organisation import Organisation
from app.models.worker import Worker
from app.schemes.noting import ROLES
from app.security import delays, keyring
from app.security.data_key import DataKey, derive_subkey
from app.security.derivation import Parameters, calibrate
from app.security.troubles import (
    RecoveryKeyMistyped,
    RingTampered,
    RingUnreadable,
    RingWeakened,
    WrongPassword,
    WrongRecoveryKey,
)
from app.services.changes import Changes
from app.services.colleagues import ADMINISTRATOR
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.slots import SOLE, SOLE_SLOT, renew_sole, settle
from app.storage import creation, places
from app.storage import vault as vaults
from app.storage.journal import Gesture
from app.storage.troubles import Trouble, Unavailable, engine_errors
from app.storage.vault import KEYRING, Vault

SHORTEST_PASSWORD = 10
DATABASE_KEY = "database"
OWN = "own_password"
"""Where a worker types her own password again."""


@dataclass(frozen=True)
class NewWorker:
    """Who a worker is: what she types to unlock, and how papers name her."""

    identifier: str
    name: str
    function: str = ""
    title: str | None = None
    phone: str = ""
    email: str = ""
    role: str = "worker"


@dataclass(frozen=True)
class Unlocked:
    """An open vault, and who opened it."""

    vault: Vault
    worker_id: UUID


@dataclass(frozen=True)
class Created:
    """A new vault; `recovery_key` is shown once and kept nowhere."""

    unlocked: Unlocked
    recovery_key: str


def create_vault(
    folder: Path,
    worker: NewWorker,
    password: str,
    organisation: str,
    *,
    parameters: Parameters | None = None,
    clock: vaults.Milliseconds = vaults.now_ms,
) -> Created:
    """Make a vault with its first worker. Refused when the folder is not empty or the password too short."""
    _check(worker, password)
    with engine_errors():
        if creation.is_unfinished(folder):
            creation.clear(folder)
        if folder.exists() and any(folder.iterdir()):
            raise Refused(Refusal.FOLDER_NOT_EMPTY, "folder")
        with creation.making(folder):
            return _created(folder, worker, password, organisation, parameters or calibrate(), clock)


def _created(
    folder: Path,
    worker: NewWorker,
    password: str,
    organisation: str,
    parameters: Parameters,
    clock: vaults.Milliseconds,
) -> Created:
    """The vault, then its first worker, then its key ring: as long as there is none, there is no vault."""
    ring, data_key, recovery = keyring.new_ring(parameters)
    with data_key:
        slot = ring.add_worker(data_key, worker.identifier, password)
        sole = ring.add_worker(data_key, SOLE, password)
        vault = vaults.create(folder, derive_subkey(data_key, DATABASE_KEY), clock=clock)
    try:
        first = _row(replace(worker, role=ADMINISTRATOR), slot)
        with vault.writing(Gesture("vault_created", first.id)) as session:
            own = Organisation(name=organisation.strip(), own=True, kind="ccas")
            session.add_all([first, own, Setting(key=SOLE_SLOT, value=sole)])
        keyring.save(ring, folder / KEYRING)
    except BaseException:
        vault.close()
        raise
    places.note(folder)
    return Created(Unlocked(vault, first.id), recovery)


def unlock(folder: Path, identifier: str, password: str, *, clock: vaults.Milliseconds = vaults.now_ms) -> Unlocked:
    """Open a vault with what a worker types. Refused with one sentence, then a growing wait.

    The identifier may be left empty while the vault has a single account. Raises `Unavailable` when the ring or the
    file cannot be used.
    """
    _wait_your_turn(folder)
    with counted(folder), load_ring(folder).open(identifier.strip() or SOLE, password) as data_key:
        vault = _opened(folder, data_key, clock)
    worker_id = _who(vault, identifier)
    if worker_id is None:
        vault.close()
        raise Refused(Refusal.WRONG_PASSWORD, "identifier")
    return Unlocked(vault, worker_id)


def unlock_with_recovery(
    folder: Path, recovery_key: str, identifier: str, new_password: str, *, clock: vaults.Milliseconds = vaults.now_ms
) -> Unlocked:
    """Open a vault with the printed key, giving a new password to the account of `identifier`.

    Refused in the same words for a key that does not open it and for an identifier nobody has; both are counted.
    """
    _wait_your_turn(folder)
    if not fold(identifier):
        raise Refused(Refusal.FIELD_REQUIRED, "identifier", label="Identifiant")
    _check_password(new_password)
    ring = load_ring(folder)
    with counted(folder), ring.open_with_recovery(recovery_key) as data_key:
        vault = _opened(folder, data_key, clock)
        try:
            worker_id = _who(vault, identifier)
            if worker_id is None:
                raise WrongRecoveryKey
            _give_password(vault, worker_id, ring, data_key, new_password)
        except BaseException:
            vault.close()
            raise
    return Unlocked(vault, worker_id)


def _give_password(vault: Vault, worker_id: UUID, ring: keyring.Ring, data_key: DataKey, password: str) -> None:
    with vault.writing(Gesture("password_recovered", worker_id)) as session:
        worker = session.get_one(Worker, worker_id)
        if worker.slot in ring.worker_slots:
            ring.remove(data_key, worker.slot)
        worker.slot = ring.add_worker(data_key, worker.identifier, password)
        settle(session, ring, data_key, worker_id, worker.slot)
        renew_sole(session, ring, data_key, password)
        with engine_errors():
            keyring.save(ring, vault.folder / KEYRING)


def add_worker(office: Office, own_password: str, worker: NewWorker, password: str) -> Changes:
    """Give a colleague an account. An administrator does it, who types her own password again."""
    _check(worker, password)
    if worker.role not in ROLES:
        raise Refused(Refusal.UNKNOWN_CHOICE, "role", value=worker.role, choices=", ".join(ROLES))
    folder = office.vault.folder
    ring = load_ring(folder)
    with office.reading() as session:
        mine = administrator(session, office.worker_id).identifier
        taken = {fold(one) for one in session.scalars(sa.select(Worker.identifier).where(Worker.active))}
    if fold(worker.identifier) in taken | {fold(SOLE)}:
        raise Refused(Refusal.IDENTIFIER_TAKEN, "identifier")
    with counted(folder, OWN):
        own_slot, data_key = ring.open_slot(mine, own_password)
    with data_key:
        with office.reading() as session:
            settle(session, ring, data_key, office.worker_id, own_slot)
        slot = ring.add_worker(data_key, worker.identifier, password)
    with office.writing("account_created") as work:
        work.session.get_one(Worker, office.worker_id).slot = own_slot
        row = _row(worker, slot)
        work.session.add(row)
        work.created = row.id
        with engine_errors():
            keyring.save(ring, folder / KEYRING)
    return work.changes


def administrator(session: Session, worker_id: UUID) -> Worker:
    """The worker at work, who may manage accounts and the printed key. Refused when she may not, naming who may."""
    active = session.scalars(sa.select(Worker).where(Worker.active, Worker.deleted.is_(False))).all()
    administrators = [each for each in active if each.role == ADMINISTRATOR]
    for each in administrators:
        if each.id == worker_id:
            return each
    raise Refused(Refusal.NOT_ADMINISTRATOR, OWN, who=", ".join(sorted(each.name for each in administrators)))


def change_password(office: Office, old: str, new: str) -> Changes:
    """Rewrap the worker's slot under a new password; the data is not encrypted again."""
    _check_password(new)
    folder = office.vault.folder
    ring = load_ring(folder)
    with office.reading() as session:
        mine = session.get_one(Worker, office.worker_id).identifier
    with counted(folder, OWN):
        slot = ring.change_password(mine, old, new)
    with office.writing("password_changed") as work, ring.open(mine, new) as data_key:
        work.session.get_one(Worker, office.worker_id).slot = slot
        settle(work.session, ring, data_key, office.worker_id, slot)
        renew_sole(work.session, ring, data_key, new)
        with engine_errors():
            keyring.save(ring, folder / KEYRING)
    return work.changes


def is_vault(folder: Path) -> bool:
    """Whether a folder looks like a vault, without opening anything; not when it may not be looked into."""
    with suppress(OSError):
        return (folder / KEYRING).is_file()
    return False


def seconds_to_wait(folder: Path) -> float:
    """How long the next try must wait; 0 when it may come now."""
    return delays.read_refusals(folder).seconds_left(datetime.now(UTC))


def _opened(folder: Path, data_key: DataKey, clock: vaults.Milliseconds) -> Vault:
    """The vault, open; one that was put back or copied here will take a new device before it writes."""
    vault = vaults.open_vault(folder, derive_subkey(data_key, DATABASE_KEY), clock=clock)
    creation.finish(folder)
    vault.elsewhere = places.is_elsewhere(folder)
    return vault


def _row(worker: NewWorker, slot: str) -> Worker:
    return Worker(
        identifier=worker.identifier.strip(),
        name=worker.name.strip(),
        function=worker.function.strip(),
        title=worker.title,
        phone=worker.phone,
        email=worker.email,
        role=worker.role,
        slot=slot,
    )


def _check(worker: NewWorker, password: str) -> None:
    if not fold(worker.identifier):
        raise Refused(Refusal.IDENTIFIER_EMPTY, "identifier")
    if not worker.name.strip():
        raise Refused(Refusal.FIELD_REQUIRED, "name", label="Nom")
    _check_password(password)


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(Refusal.PASSWORD_TOO_SHORT, "password", length=SHORTEST_PASSWORD)


def load_ring(folder: Path) -> keyring.Ring:
    """Read the key ring of a vault. Raises Unavailable when it cannot be trusted."""
    try:
        with engine_errors():
            if not (folder / KEYRING).exists() and (folder / vaults.DATABASE).is_file():
                raise Unavailable(Trouble.RING_MISSING)
            return keyring.load(folder / KEYRING)
    except RingUnreadable:
        raise Unavailable(Trouble.RING_UNREADABLE) from None
    except RingWeakened:
        raise Unavailable(Trouble.RING_WEAKENED) from None


def _wait_your_turn(folder: Path) -> None:
    wait = seconds_to_wait(folder)
    if wait > 0:
        raise Refused(Refusal.WAIT_BEFORE_RETRY, "password", seconds=max(1, round(wait)))


@contextmanager
def counted(folder: Path, field: str = "password") -> Generator[None]:
    """Turn what the ring refuses into our words, counting refusals; a right password forgets them.

    `field` is the place a wrong password was typed in.
    """
    try:
        yield
    except WrongPassword:
        raise _refused(folder, Refusal.WRONG_PASSWORD, field) from None
    except WrongRecoveryKey:
        raise _refused(folder, Refusal.WRONG_RECOVERY_KEY, "recovery_key") from None
    except RecoveryKeyMistyped:
        raise Refused(Refusal.MISTYPED_RECOVERY_KEY, "recovery_key") from None
    except RingTampered:
        raise Unavailable(Trouble.RING_TAMPERED) from None
    except RingWeakened:
        raise Unavailable(Trouble.RING_WEAKENED) from None
    with suppress(OSError):
        delays.forget_refusals(folder)


def _refused(folder: Path, reason: Refusal, field: str) -> Refused:
    with suppress(OSError):  # a folder that cannot be written is told by whatever needs to write
        delays.note_refusal(folder, datetime.now(UTC))
    return Refused(reason, field)


def _who(vault: Vault, identifier: str) -> UUID | None:
    """The worker of an identifier, the only one when it is left empty; None when nobody with an account has it."""
    wanted = fold(identifier)
    with vault.reading() as session:
        rows = session.execute(sa.select(Worker.id, Worker.identifier).where(Worker.active, Worker.slot != "")).all()
    found = [row.id for row in rows if fold(row.identifier) == wanted or not wanted]
    return found[0] if len(found) == 1 else None
