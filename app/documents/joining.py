# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several PDFs put one behind the other: official forms among our own papers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def join(parts: Sequence[bytes]) -> bytes:
    """Return one PDF of these, in order."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for part in parts:
        writer.append(PdfReader(BytesIO(part)), import_outline=False)
    sink = BytesIO()
    writer.write(sink)
    return sink.getvalue()
