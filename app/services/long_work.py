# SPDX-License-Identifier: AGPL-3.0-or-later
"""What work on thousands of records does so that the window beside it stays lively."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def without_pauses() -> Generator[None]:
    """Spare the window the long pauses of the garbage collector while a great many small objects are made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
