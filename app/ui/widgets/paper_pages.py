# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a PDF held in memory, drawn as images; nothing is written to the disk."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

KEPT = 12  # pages kept drawn


class PaperPages:
    """A PDF: `sizes` in points (1/72 inch), and each page as an image at a scale. It is open only while it is read."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        with self.opened() as document:
            self.sizes = [QSizeF(*document.get_page_size(at)) for at in range(len(document))]
        self.image = lru_cache(maxsize=KEPT)(self.drawn)

    @contextmanager
    def opened(self) -> Generator[Any]:
        """The document, closed at the end: nothing is left open when the program ends."""
        import pypdfium2  # only when a paper is looked at: the import takes 50 ms

        document: Any = pypdfium2.PdfDocument(self.pdf)
        try:
            if document.get_formtype():
                document.init_forms()
            yield document
        finally:
            document.close()

    def drawn(self, page: int, scale: float) -> QImage:
        """Return a page, white under its ink, `scale` pixels per point; values typed in a form are drawn too."""
        with self.opened() as document:
            shown = document[page]
            bitmap = shown.render(
                scale=scale, fill_color=(255, 255, 255, 255), may_draw_forms=True, rev_byteorder=False
            )
            kind = {3: QImage.Format.Format_BGR888, 4: QImage.Format.Format_RGB32, 1: QImage.Format.Format_Grayscale8}
            view = memoryview(bitmap.buffer)
            image = QImage(view, bitmap.width, bitmap.height, bitmap.stride, kind[bitmap.n_channels]).copy()
            bitmap.close()
            shown.close()
        return image

    def close(self) -> None:
        """Let the drawn pages go."""
        self.image.cache_clear()
