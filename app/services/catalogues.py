# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue that comes with Maillon, read once."""

from __future__ import annotations

from functools import cache

from app import RESOURCES
from app.schemes.catalogue import Catalogue, load


@cache
def shipped() -> Catalogue:
    """Schemes, forms and lists of choices of `resources/`; each file is read when it is first needed."""
    return load(RESOURCES)
