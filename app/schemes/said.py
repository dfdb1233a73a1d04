# SPDX-License-Identifier: AGPL-3.0-or-later
"""The texts of the catalogue's files as they are shown: their authors type ordinary spaces."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from app.french.typography import typeset

# What a text that is not yet set always holds: typesetting every text would cost far more than looking for these.
_TO_SET: Final = re.compile(
    "|".join(
        (
            "(?<!\u00a0)[:»€%‰]",
            "(?<!\u202f)[;!?]",
            "«(?!\u00a0)",
            r"\.{3}|['\"]|[oO][eE]",
            "[nN]°(?!\u00a0)|art\\.(?!\u00a0)",
            "[0-9][ \u00a0\u2009][0-9]|[0-9] +[a-zA-Z°]",
            "m[²³]|-[0-9]",
            "/[0-9]{4}",
        )
    )
)


@lru_cache(maxsize=4096)
def said(text: str) -> str:
    """Give a text of a file as it is shown, with its unbreakable spaces."""
    return typeset(text) if _TO_SET.search(text) else text
