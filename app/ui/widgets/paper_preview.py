# SPDX-License-Identifier: AGPL-3.0-or-later
"""The very paper that will be printed, beside what is typed: white on its desk, in light and in dark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.ui import theme
from app.ui.focus import note_reason
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import CutLabel, Label
from app.ui.widgets.paper_pages import PaperPages
from app.ui.widgets.spacing import column, row

GAP = 12
STEP = 1.25
LEAST, MOST = 0.25, 6.0  # of the real size


class PaperPreview(QWidget):
    """A head (title, what this paper is, page shown, zoom) over the pages.

    `show_pdf` shows other bytes and stays at the same place; `frame` surrounds what is being typed and brings it in
    sight. Keys on the pages: arrows, Page Up and Down, Home, End, « + », « - », « 0 » for the width of the pane.
    """

    def __init__(self, title: str = "Aperçu", pages: PagesView | None = None) -> None:
        super().__init__()
        self.title = Label(title, "body", "ink", 600)
        self.note = CutLabel("", "body", "ink2")
        self.pages = pages or PagesView()
        self.pages.turned.connect(self.tell)
        self.said = ""
        smaller, larger = IconButton("zoom-out", "Plus petit"), IconButton("zoom-in", "Plus grand")
        smaller.clicked.connect(self.pages.smaller)
        larger.clicked.connect(self.pages.larger)
        head = row(gap=10, margins=(12, 6, 12, 2))
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        head.addWidget(smaller)
        head.addWidget(larger)
        stack = column(self)
        stack.addLayout(head)
        stack.addWidget(self.pages, 1)
        theme.changes.changed.connect(self.update)

    def show_pdf(self, pdf: bytes, said: str = "") -> None:
        """Show a paper; `said` is what it is: « 0198, brouillon »."""
        self.said = said
        self.pages.show_pdf(pdf)
        self.tell()

    def clear(self) -> None:
        """Show no paper."""
        self.said = ""
        self.pages.forget()
        self.tell()

    def frame(self, page: int, place: QRectF | None) -> None:
        """Surround a rectangle of a page (in points from its top left corner), or nothing."""
        self.pages.frame(page, place)

    def tell(self) -> None:
        """Say what is shown."""
        count = self.pages.count()
        where = f"page {self.pages.current() + 1} sur {count}" if count else ""
        words = " · ".join(part for part in (self.said, where) if part)
        self.note.say(words)
        self.pages.setAccessibleName(f"{self.title.text()}, {words}" if words else self.title.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the desk."""
        QPainter(self).fillRect(self.rect(), theme.colour("paperbg"))


class PagesView(QAbstractScrollArea):
    """The pages, one under the other. Signal: `turned()` when another page is in sight or the paper has changed."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.papers: PaperPages | None = None
        self.zoom: float | None = None  # pixels per point; None follows the width
        self.framed: tuple[int, QRectF] | None = None
        self.shown = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Aperçu")
        self.verticalScrollBar().valueChanged.connect(self.look)

    def show_pdf(self, pdf: bytes) -> None:
        """Show other pages, at the same place."""
        kept = self.verticalScrollBar().value()
        if self.papers is not None:
            self.papers.close()
        self.papers = PaperPages(pdf)
        self.measure()
        self.verticalScrollBar().setValue(kept)
        self.viewport().update()

    def forget(self) -> None:
        """Show nothing."""
        if self.papers is not None:
            self.papers.close()
        self.papers, self.framed = None, None
        self.measure()
        self.viewport().update()

    def count(self) -> int:
        """Return the number of pages."""
        return len(self.papers.sizes) if self.papers else 0

    def current(self) -> int:
        """Return the page in the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        tops = [at for at, place in enumerate(self.places()) if place.top() <= middle]
        return tops[-1] if tops else 0

    def scale(self) -> float:
        """Return the pixels per point: chosen, or such that the widest page fits."""
        if self.zoom is not None or self.papers is None:
            return self.zoom or 1.0
        widest = max(size.width() for size in self.papers.sizes)
        return max(LEAST, (self.viewport().width() - 2 * theme.px(GAP)) / widest)

    def places(self) -> list[QRectF]:
        """Return where each page lies on the desk, in pixels from its top left corner."""
        scale, top, found = self.scale(), 4.0, []
        for size in self.papers.sizes if self.papers else ():
            width, height = size.width() * scale, size.height() * scale
            left = max(float(theme.px(GAP)), (self.viewport().width() - width) / 2)
            found.append(QRectF(round(left), round(top), round(width), round(height)))
            top += height + theme.px(GAP)
        return found

    def measure(self) -> None:
        """Give the scroll bars the size of the desk."""
        places = self.places()
        bottom = places[-1].bottom() + theme.px(GAP) if places else 0
        right = max((place.right() for place in places), default=0) + (theme.px(GAP) if self.zoom else 0)
        room = self.viewport().size()
        for bar, size, shown in (
            (self.verticalScrollBar(), bottom, room.height()),
            (self.horizontalScrollBar(), right, room.width()),
        ):
            bar.setRange(0, max(0, round(size - shown)))
            bar.setPageStep(shown)
            bar.setSingleStep(theme.px(40))
        self.look()

    def look(self) -> None:
        """Announce the page in sight when it is another one."""
        if self.current() != self.shown:
            self.shown = self.current()
            self.turned.emit()
        self.viewport().update()

    def frame(self, page: int, place: QRectF | None) -> None:
        """Surround a place of a page, in points, and bring it in sight."""
        self.framed = (page, place) if place is not None else None
        if place is not None and page < self.count():
            box = self.on_desk(page, place)
            bar, height = self.verticalScrollBar(), self.viewport().height()
            if box.top() < bar.value() or box.bottom() > bar.value() + height:
                bar.setValue(round(box.center().y() - height / 2))
        self.viewport().update()

    def on_desk(self, page: int, place: QRectF) -> QRectF:
        """Return where a place of a page lies on the desk, in pixels."""
        corner, scale = self.places()[page].topLeft(), self.scale()
        return QRectF(corner + place.topLeft() * scale, place.size() * scale)

    def larger(self) -> None:
        """Show the pages larger."""
        self.resize_pages(self.scale() * STEP)

    def smaller(self) -> None:
        """Show the pages smaller."""
        self.resize_pages(self.scale() / STEP)

    def fit(self) -> None:
        """Follow the width of the pane again."""
        self.zoom = None
        self.measure()

    def resize_pages(self, scale: float) -> None:
        """Show the pages at a scale, keeping what is in the middle of the view."""
        bar, half = self.verticalScrollBar(), self.viewport().height() / 2
        share = (bar.value() + half) / self.scale()
        self.zoom = min(MOST, max(LEAST, scale))
        self.measure()
        bar.setValue(round(share * self.zoom - half))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, or move."""
        zooms = {"+": self.larger, "=": self.larger, "-": self.smaller, "0": self.fit}
        bar = self.verticalScrollBar()
        if event.text() in zooms and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            zooms[event.text()]()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.larger if event.angleDelta().y() > 0 else self.smaller)()
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self.measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard led here."""
        note_reason(self, event)
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for the width of a form beside it."""
        return QSize(theme.px(416), theme.px(560))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the desk, then the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("paperbg"))
        shift = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for page, place in enumerate(self.places()):
            seen = place.translated(shift)
            if seen.intersects(QRectF(self.viewport().rect())):
                self.draw_page(painter, page, seen)
        if self.framed is not None and self.framed[0] < self.count():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.accent_on_paper(), 2))
            painter.drawRoundedRect(self.on_desk(*self.framed).translated(shift).adjusted(-3, -3, 3, 3), 3, 3)

    def draw_page(self, painter: QPainter, page: int, place: QRectF) -> None:
        """Draw a page, and its shadow of one pixel."""
        if self.papers is None:
            return
        ratio = self.devicePixelRatioF()
        painter.fillRect(place.translated(1, 1), theme.colour("shadow", 41))
        painter.drawImage(place, self.papers.image(page, self.scale() * ratio))
