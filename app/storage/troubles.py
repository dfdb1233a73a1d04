# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why the vault cannot be used just now: the machine's fault, not the worker's."""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager
from enum import Enum
from typing import Any

import sqlcipher3.dbapi2 as _untyped
from sqlalchemy.exc import DBAPIError

_driver: Any = _untyped
_DriverError: type[Exception] = _driver.Error


class Trouble(Enum):
    """Each has one French sentence in `app.services.wording`: what happened, and what to do."""

    VAULT_MISSING = "vault_missing"
    PLACE_MISSING = "place_missing"
    NOT_A_VAULT = "not_a_vault"
    VAULT_DAMAGED = "vault_damaged"
    VAULT_NEWER = "vault_newer"
    RING_MISSING = "ring_missing"
    RING_UNREADABLE = "ring_unreadable"
    RING_WEAKENED = "ring_weakened"
    RING_TAMPERED = "ring_tampered"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    DISK_FAILING = "disk_failing"
    BUSY = "busy"
    OPEN_ELSEWHERE = "open_elsewhere"
    ATTACHMENT_LOST = "attachment_lost"
    UPGRADE_FAILED = "upgrade_failed"


class Unavailable(Exception):
    """The vault or its disk does not answer. Nothing was half written; `detail` holds no personal data."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble.value, detail)
        self.trouble = trouble
        self.detail = detail


_SIGNS = (
    ("readonly", Trouble.READ_ONLY),
    ("database or disk is full", Trouble.DISK_FULL),
    ("database is locked", Trouble.BUSY),
    ("locking protocol", Trouble.BUSY),
    ("file is not a database", Trouble.NOT_A_VAULT),
    ("malformed", Trouble.VAULT_DAMAGED),
    ("unable to open database", Trouble.VAULT_MISSING),
    ("disk i/o error", Trouble.DISK_FAILING),
)


def trouble_of(error: BaseException) -> Trouble | None:
    """The trouble an engine's error stands for, or None when it is a bug of ours."""
    text = _told_by(error).lower()
    return next((trouble for sign, trouble in _SIGNS if sign in text), None)


@contextmanager
def engine_errors(missing: Trouble = Trouble.VAULT_MISSING) -> Generator[None]:
    """Turn the errors of the engine and of the system that have a cause outside the program into `Unavailable`.

    No error tells a value. `missing` is what it means that a file or a folder is not there.
    """
    try:
        yield
    except (DBAPIError, _DriverError) as error:
        trouble = trouble_of((error.orig if isinstance(error, DBAPIError) else None) or error)
        if isinstance(error, DBAPIError):
            _leave_values_out(error)
        if trouble is None:
            raise
        raise Unavailable(trouble) from error
    except OSError as error:
        raise Unavailable(_NUMBERS.get(error.errno or 0, missing)) from error


def _leave_values_out(error: DBAPIError) -> None:
    """Keep of an engine's error its kind and the column it is about.

    Its parameters, and the whole row that a server quotes under its message, are someone's life.
    """
    kind, told = type(error.orig).__name__, _told_by(error.orig)
    error.params, error.hide_parameters = None, True
    error.args, error.orig = (f"({kind}) {told}",), _EngineSaid(told)
    error.__cause__, error.__context__ = None, None


class _EngineSaid(Exception):
    """What is kept of what an engine said."""


def _told_by(error: BaseException | None) -> str:
    """What an engine's error says without any value: a server's message may quote one, its code and names do not."""
    said: Any = getattr(error, "diag", None)
    if said is None:
        return str(error).partition("\n")[0]
    named = (said.sqlstate, said.table_name, said.column_name, said.constraint_name)
    return " ".join(str(each) for each in named if each)


_NUMBERS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), Trouble.DISK_FULL),
    **dict.fromkeys((errno.EACCES, errno.EROFS, errno.EPERM), Trouble.READ_ONLY),
    **dict.fromkeys((errno.EBUSY, errno.EAGAIN), Trouble.BUSY),
    **dict.fromkeys((errno.EIO, errno.EBADF, errno.ENOMEM, errno.EMFILE, errno.ENFILE), Trouble.DISK_FAILING),
}
