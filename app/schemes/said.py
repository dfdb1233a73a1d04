# SPDX-License-Identifier: AGPL-3.0-or-later
"""The texts of the catalogue's files as they are shown: their authors type ordinary spaces."""

from __future__ import annotations

import re
from typing import Final

from app.french.typography import typeset

# Spaces and marks that still have to be set; typesetting every text would be forty times slower.
_TO_SET: Final = re.compile(
    r" [:;!?»%€]|« |[.]{3}|'|n° |art\. |\d (?:\d{3}|m[²³]|h\b|min\b|km\b)|oe|[^\s\u202f][;!?]|\""
)


def said(text: str) -> str:
    """Give a text of a file as it is shown, with its unbreakable spaces."""
    return typeset(text) if _TO_SET.search(text) else text
