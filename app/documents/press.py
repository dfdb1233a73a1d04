# SPDX-License-Identifier: AGPL-3.0-or-later
"""The press: leaves of marks in, the bytes of a PDF out. The only module that knows ReportLab.

Marks are placed in points from the top left corner, y growing downwards. Same leaves, same bytes: no clock, fixed
metadata, and fonts always in the same order. Only greys are inked, pictures apart. ReportLab is imported on the first
print.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, cast

from app import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.documents.canvas import Canvas, Font

Face = Literal["regular", "medium", "semibold", "bold", "italic"]

FONTS: Final = RESOURCES / "fonts"
FACE_FILES: Final[dict[Face, str]] = {
    "regular": "AtkinsonHyperlegibleNext-Regular",
    "medium": "AtkinsonHyperlegibleNext-Medium",
    "semibold": "AtkinsonHyperlegibleNext-SemiBold",
    "bold": "AtkinsonHyperlegibleNext-Bold",
    "italic": "AtkinsonHyperlegibleNext-Italic",
}
A4: Final = (595.276, 841.89)
CREATOR: Final = "Maillon"


@dataclass(frozen=True, slots=True)
class Letters:
    """A string whose baseline starts at (x, y). `grey`: 0 is black, 1 is white."""

    x: float
    y: float
    string: str
    face: Face
    size: float
    grey: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line. `dash` is (ink, gap) in points; with `round_ends` a dash of 0 prints a dot."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    grey: float
    dash: tuple[float, ...] = ()
    round_ends: bool = False


@dataclass(frozen=True, slots=True)
class Plate:
    """A rectangle from its top left corner, filled, edged or both."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0
    fill: float | None = None
    edge: float | None = None
    weight: float = 0.8
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: float | None = None
    edge: float | None = None
    weight: float = 0.6


@dataclass(frozen=True, slots=True)
class Outline:
    """A broken line through `points`, closed and filled when `fill` is given."""

    points: tuple[tuple[float, float], ...]
    fill: float | None = None
    edge: float | None = None
    weight: float = 0.8


@dataclass(frozen=True, slots=True)
class Hatching:
    """Many short lines inked as one path: (x1, y1, x2, y2) each."""

    lines: tuple[tuple[float, float, float, float], ...]
    weight: float
    grey: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that papers show: the bytes of its PNG, told apart by their SHA-256, and its size in pixels."""

    digest: str
    width: int
    height: int
    png: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture drawn in a rectangle, from its top left corner."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture


Shape = Rule | Plate | Disc | Outline | Hatching | Figure


@dataclass
class Leaf:
    """One page: what is drawn first, and the letters that come over it, in reading order."""

    width: float = A4[0]
    height: float = A4[1]
    shapes: list[Shape] = field(default_factory=list[Shape])
    letters: list[Letters] = field(default_factory=list[Letters])


def print_leaves(leaves: Iterable[Leaf], *, title: str, author: str) -> bytes:
    """Return the PDF of the leaves, in French, with `title` (never a person's name) shown by readers."""
    sink = BytesIO()
    canvas = _canvas(sink)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(title)
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for leaf in leaves:
        _print_leaf(canvas, leaf)
    canvas.save()
    return sink.getvalue()


def widths(face: Face) -> Mapping[int, float]:
    """Return, for each code point the face can draw, its advance in thousandths of the size."""
    return _fonts()[face].face.charWidths


def has_glyph(face: Face, code: int) -> bool:
    """Tell whether the face draws this code point."""
    return code in _fonts()[face].face.charToGlyph


def _canvas(sink: BytesIO) -> Canvas:
    _fonts()
    module = import_module("reportlab.pdfgen.canvas")
    return cast(
        "Canvas",
        module.Canvas(
            sink, pagesize=A4, pageCompression=1, invariant=1, lang="fr-FR", initialFontName=FACE_FILES["regular"]
        ),
    )


@lru_cache(maxsize=4)
def _pixels(png: bytes) -> object:
    """The picture as ReportLab draws it, read once: the same one heads a thousand papers."""
    return import_module("reportlab.lib.utils").ImageReader(BytesIO(png))


@cache
def _fonts() -> dict[Face, Font]:
    """Register the five faces once for the whole process."""
    vars(import_module("reportlab.rl_config"))["useA85"] = 0  # pages stay binary: smaller, and 2 ms less each
    metrics, ttfonts = import_module("reportlab.pdfbase.pdfmetrics"), import_module("reportlab.pdfbase.ttfonts")
    fonts: dict[Face, Font] = {}
    for face, name in FACE_FILES.items():
        font = ttfonts.TTFont(name, str(FONTS / f"{name}.ttf"), asciiReadable=0)
        metrics.registerFont(font)
        fonts[face] = cast("Font", font)
    return fonts


def _print_leaf(canvas: Canvas, leaf: Leaf) -> None:
    canvas.setPageSize((leaf.width, leaf.height))
    pen = _Pen(canvas, leaf.height)
    for shape in leaf.shapes:
        pen.draw(shape)
    _print_letters(canvas, leaf)
    canvas.showPage()


def _print_letters(canvas: Canvas, leaf: Leaf) -> None:
    text = canvas.beginText()
    font: tuple[Face, float] | None = None
    grey: float | None = None
    for letters in leaf.letters:
        if grey != letters.grey:
            text.setFillGray(grey := letters.grey)
        if font != (letters.face, letters.size):
            font = (letters.face, letters.size)
            text.setFont(FACE_FILES[letters.face], letters.size)
        text.setTextOrigin(letters.x, leaf.height - letters.y)
        text.textOut(letters.string)
    canvas.drawText(text)


class _Pen:
    """Draws shapes, repeating an ink setting only when it changes."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas = canvas
        self.height = height
        self.settings: dict[str, object] = {}

    def draw(self, shape: Shape) -> None:
        if isinstance(shape, Rule):
            self._rule(shape)
        elif isinstance(shape, Plate):
            self._plate(shape)
        elif isinstance(shape, Disc):
            self._disc(shape)
        elif isinstance(shape, Outline):
            self._outline(shape)
        elif isinstance(shape, Figure):
            self._figure(shape)
        else:
            self._hatching(shape)

    def _rule(self, rule: Rule) -> None:
        self._stroke(rule.grey, rule.weight, rule.dash, round_ends=rule.round_ends)
        self.canvas.line(rule.x1, self.height - rule.y1, rule.x2, self.height - rule.y2)

    def _plate(self, plate: Plate) -> None:
        stroke, fill = self._ink(plate.fill, plate.edge, plate.weight, plate.dash)
        corner = self.height - plate.y - plate.height
        if plate.radius:
            self.canvas.roundRect(plate.x, corner, plate.width, plate.height, plate.radius, stroke, fill)
        else:
            self.canvas.rect(plate.x, corner, plate.width, plate.height, stroke, fill)

    def _disc(self, disc: Disc) -> None:
        stroke, fill = self._ink(disc.fill, disc.edge, disc.weight, ())
        self.canvas.circle(disc.x, self.height - disc.y, disc.radius, stroke, fill)

    def _outline(self, outline: Outline) -> None:
        stroke, fill = self._ink(outline.fill, outline.edge, outline.weight, ())
        path = self.canvas.beginPath()
        (x, y), *others = outline.points
        path.moveTo(x, self.height - y)
        for x, y in others:
            path.lineTo(x, self.height - y)
        if fill:
            path.close()
        self.canvas.drawPath(path, stroke, fill)

    def _hatching(self, hatching: Hatching) -> None:
        self._stroke(hatching.grey, hatching.weight, ())
        h = self.height
        self.canvas.lines([(x1, h - y1, x2, h - y2) for x1, y1, x2, y2 in hatching.lines])

    def _figure(self, figure: Figure) -> None:
        corner = self.height - figure.y - figure.height
        self.canvas.drawImage(_pixels(figure.picture.png), figure.x, corner, figure.width, figure.height)

    def _ink(self, fill: float | None, edge: float | None, weight: float, dash: tuple[float, ...]) -> tuple[int, int]:
        if edge is not None:
            self._stroke(edge, weight, dash)
        if fill is not None and self._changes("fill", fill):
            self.canvas.setFillGray(fill)
        return int(edge is not None), int(fill is not None)

    def _stroke(self, grey: float, weight: float, dash: tuple[float, ...], *, round_ends: bool = False) -> None:
        if self._changes("stroke", grey):
            self.canvas.setStrokeGray(grey)
        if self._changes("weight", weight):
            self.canvas.setLineWidth(weight)
        if self._changes("dash", dash):
            self.canvas.setDash(dash)
        if self._changes("ends", round_ends):
            self.canvas.setLineCap(int(round_ends))

    def _changes(self, setting: str, value: object) -> bool:
        if self.settings.get(setting) == value:
            return False
        self.settings[setting] = value
        return True
