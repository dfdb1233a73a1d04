# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue that comes with Maillon, read once; run as a program at installation, this module compiles it."""

from __future__ import annotations

import sys
from functools import cache
from typing import Final

from app import RESOURCES
from app.schemes.catalogue import Catalogue, compile_to, load

COMPILED: Final = RESOURCES / "compiled" / "catalogue"


@cache
def shipped() -> Catalogue:
    """Schemes, forms and lists of choices of `resources/`; each file is read when it is first needed."""
    return load(RESOURCES, ready=COMPILED)


if __name__ == "__main__":
    sys.stderr.writelines(f"{fault}\n" for fault in compile_to(COMPILED, RESOURCES))
