# SPDX-License-Identifier: AGPL-3.0-or-later
"""The drawings of the interface: Tabler outline icons from resources/icons, drawn in a colour of the palette."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache

from app import RESOURCES

FOLDER = RESOURCES / "icons"
GRID = 24  # side of the square in which every icon is drawn
THIN = 1.5  # width of a stroke, in pixels, of an icon of 16 px
GROWTH = 0.6  # large icons keep a fine line: the stroke grows more slowly than the icon


def drawn(name: str, colour: str, side: int, dpr: float) -> QPixmap:
    """Return the icon `name` in `colour` (« #rrggbb »), `side` logical pixels wide, sharp at a device pixel ratio."""
    key = f"maillon:{name}:{colour}:{side}:{dpr}"
    cached = QPixmap()
    if QPixmapCache.find(key, cached):
        return cached
    pixmap = rendered(name, colour, side, dpr)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def rendered(name: str, colour: str, side: int, dpr: float) -> QPixmap:
    """Return a new drawing of an icon, transparent around its strokes."""
    from PySide6.QtSvg import QSvgRenderer  # only here: the first window is shown before any icon needs it

    pixmap = QPixmap(QSize(side, side) * dpr)
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(coloured(name, colour, side).encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def coloured(name: str, colour: str, side: int) -> str:
    """Return the SVG text of an icon with its colour and the width of its strokes."""
    stroke = THIN * (max(side, 16) / 16) ** GROWTH * GRID / side
    return source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke:.3f}"')


@cache
def source(name: str) -> str:
    """Return the SVG text of an icon as it was published; an unknown name raises FileNotFoundError."""
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
