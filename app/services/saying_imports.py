# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an import says, in French: the sentences of resources/wording/imports.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from app import RESOURCES
from app.french.typography import typeset


def said(key: str, **values: object) -> str:
    """The sentence of « known.names », « noted.referent »…, its values filled in as they are."""
    return _wording()[key].format_map(values)


@cache
def _wording() -> Mapping[str, str]:
    tables = tomllib.loads((RESOURCES / "wording" / "imports.toml").read_text(encoding="utf-8"))
    return {f"{table}.{name}": typeset(text) for table, rows in tables.items() for name, text in rows.items()}
