# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a PDF held in memory, drawn as images; nothing is written to the disk."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

KEPT = 12  # pages kept drawn


class PaperPages:
    """An open PDF: `sizes` in points (1/72 inch), and each page as an image at a scale. `close` it when done."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # only when a paper is looked at: the import takes 50 ms

        self.document: Any = pypdfium2.PdfDocument(pdf)
        if self.document.get_formtype():
            self.document.init_forms()
        self.sizes = [QSizeF(*self.document.get_page_size(at)) for at in range(len(self.document))]
        self.image = lru_cache(maxsize=KEPT)(self.drawn)

    def drawn(self, page: int, scale: float) -> QImage:
        """Return a page, white under its ink, `scale` pixels per point; values typed in a form are drawn too."""
        shown = self.document[page]
        bitmap = shown.render(scale=scale, fill_color=(255, 255, 255, 255), may_draw_forms=True, rev_byteorder=False)
        kind = {3: QImage.Format.Format_BGR888, 4: QImage.Format.Format_RGB32, 1: QImage.Format.Format_Grayscale8}
        view = memoryview(bitmap.buffer)
        image = QImage(view, bitmap.width, bitmap.height, bitmap.stride, kind[bitmap.n_channels]).copy()
        bitmap.close()
        shown.close()
        return image

    def close(self) -> None:
        """Let the PDF go."""
        self.image.cache_clear()
        self.document.close()
