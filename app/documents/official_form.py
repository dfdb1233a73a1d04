# SPDX-License-Identifier: AGPL-3.0-or-later
"""A worker's own blank official form, filled by drawing over it, and no longer a form afterwards.

Text is drawn with our own font inside the rectangles of the widgets: the fill of readers and libraries loses accents,
lines or ticks both boxes. The widgets of the pages are walked, not the list of fields, which may lack some. Signature
fields are never filled. Widgets and form are then dropped, so that what is printed is what was checked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Final

from app.documents.official_values import Value, pieces_of, state_of
from app.documents.official_widgets import Widget, notes_of, open_blank, quiet, widgets_of
from app.documents.paper import put_letters
from app.documents.press import Hatching, Leaf, print_leaves
from app.documents.setting import cross
from app.documents.typesetting import Line, Style, cut, one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pypdf import PageObject, PdfReader

    from app.documents.official_mapping import Edition, MappedField, Spot
    from app.documents.official_mapping import Mapping as FormMapping

LARGEST: Final = 10.0
SMALLEST: Final = 6.0
STEP: Final = 0.5
INSET: Final = 2.0
LEADING: Final = 1.16
INK: Final = 0.0


@dataclass(frozen=True)
class FilledForm:
    """The filled form. `unknown` names the fields left blank for want of a value, `absent` those the blank lacks,
    `shortened` those whose text did not hold even in the smallest letters.
    """

    pdf: bytes
    unknown: tuple[str, ...]
    absent: tuple[str, ...]
    shortened: tuple[str, ...]


@dataclass(frozen=True)
class Recognition:
    """Which form a blank is: `certified` when it is byte for byte a known file, otherwise to be checked by eye.

    `absent` names the fields the mapping expects and the blank lacks, `unmapped` those the mapping knows nothing of.
    """

    mapping: FormMapping
    edition: Edition
    certified: bool
    absent: tuple[str, ...]
    unmapped: tuple[str, ...]


def recognise(blank: bytes, mappings: Iterable[FormMapping]) -> Recognition | None:
    """Tell which known form a blank PDF is, None when it is none. Raises FormRefused on what is no fillable PDF."""
    digest = sha256(blank).hexdigest()
    reader = open_blank(blank)
    names = set(_widgets(reader))
    editions = [(mapping, edition) for mapping in mappings for edition in mapping.editions]
    for mapping, edition in sorted(editions, key=lambda pair: digest not in pair[1].sha256):
        certified = digest in edition.sha256
        if certified or (len(reader.pages) == edition.pages and set(edition.contains) <= names):
            known = {name for mapped in edition.mapped for name in mapped.names}
            absent, unmapped = tuple(sorted(known - names)), tuple(sorted(names - known))
            return Recognition(mapping, edition, certified, absent, unmapped)
    return None


def fill(blank: bytes, edition: Edition, values: Mapping[str, Value]) -> FilledForm:
    """Draw the values (by data path) over the blank and return it flat. Raises FormRefused when it cannot be used.

    Same blank, mapping and values: same bytes.
    """
    reader = open_blank(blank)
    overlay = _Overlay(
        [Leaf(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages], _widgets(reader)
    )
    for mapped in edition.mapped:
        overlay.put(mapped, values)
    pdf = _flat(reader, overlay.leaves)
    return FilledForm(pdf, tuple(overlay.unknown), tuple(overlay.absent), tuple(overlay.shortened))


def _widgets(reader: PdfReader) -> dict[str, list[Widget]]:
    found: dict[str, list[Widget]] = defaultdict(list)
    with quiet():
        for number, page in enumerate(reader.pages, 1):
            for widget in widgets_of(page, number):
                found[widget.name].append(widget)
    return dict(found)


@dataclass
class _Overlay:
    """What is drawn over each page, and what could not be."""

    leaves: list[Leaf]
    widgets: dict[str, list[Widget]]
    unknown: list[str] = field(default_factory=list[str])
    absent: list[str] = field(default_factory=list[str])
    shortened: list[str] = field(default_factory=list[str])

    def put(self, mapped: MappedField, values: Mapping[str, Value]) -> None:
        self.absent += [name for name in mapped.names if name not in self.widgets]
        if mapped.states or mapped.known:
            self._tick(mapped, state_of(mapped, values))
            return
        pieces = pieces_of(mapped, values)
        if not any(pieces):
            self.unknown += mapped.names
        elif mapped.spot is not None:
            self._put_on_spot(mapped.spot, pieces[0])
        else:
            for name, piece in zip(mapped.names, pieces, strict=True):
                self._write(name, piece)

    def _tick(self, mapped: MappedField, state: str | None) -> None:
        boxes = [box for name in mapped.names for box in self.widgets.get(name, []) if box.kind == "box"]
        chosen = [box for box in boxes if box.state == state]
        if not chosen:
            self.unknown += mapped.names
        for box in chosen:
            self.leaves[box.page - 1].shapes.append(_cross_in(box))

    def _write(self, name: str, text: str) -> None:
        for widget in self.widgets.get(name, []):
            if text and widget.kind == "text":
                lines, style, whole = _fitted(text, widget)
                self._ink(widget, lines, style)
                if not whole:
                    self.shortened.append(name)

    def _ink(self, widget: Widget, lines: Sequence[Line], style: Style) -> None:
        height = len(lines) * style.leading
        y = widget.y + (INSET if _stands_high(widget, style) else (widget.height - height) / 2)
        for line in lines:
            room = widget.width - line.width
            x = widget.x + (room / 2 if widget.centred else min(INSET, max(room, 0)))
            self.leaves[widget.page - 1].letters.extend(put_letters(line, style, x, y))
            y += style.leading

    def _put_on_spot(self, spot: Spot, text: str) -> None:
        leaf = self.leaves[spot.page - 1]
        style = Style(spot.size, spot.size * LEADING, grey=INK)
        top = leaf.height - spot.y - style.baseline
        if spot.boxes:
            for number, letter in enumerate(text.replace(" ", "")[: spot.boxes]):
                leaf.letters.extend(put_letters(one_line(letter, style), style, spot.x + number * spot.step, top))
            return
        widget = Widget("", "text", spot.page, spot.x, top, spot.width, style.leading)
        lines, fitting, _ = _fitted(text, widget)
        self._ink(widget, lines, fitting)


def _fitted(text: str, widget: Widget) -> tuple[list[Line], Style, bool]:
    """Reduce the letters until the text holds in the widget; tell whether it does."""
    size = min(LARGEST, max(SMALLEST, widget.height / LEADING))
    width = widget.width - 2 * INSET
    while True:
        style = Style(size, size * LEADING, grey=INK)
        rows = max(1, int((widget.height + 0.5) / style.leading))
        lines = wrap(text, style, width) if widget.multiline or rows > 1 else [one_line(text, style)]
        if len(lines) <= rows and all(line.width <= width + 1 for line in lines):
            return lines, style, True
        if size <= SMALLEST:
            rest = " ".join(piece.string for line in lines[rows - 1 :] for piece in line.pieces)
            return [*lines[: rows - 1], one_line(cut(rest, style, width), style)], style, False
        size = max(SMALLEST, size - STEP)


def _stands_high(widget: Widget, style: Style) -> bool:
    return widget.multiline or widget.height > 3 * style.leading


def _cross_in(box: Widget) -> Hatching:
    size = min(box.width, box.height)
    return cross(box.x + (box.width - size) / 2, box.y + (box.height - size) / 2, size, 1.2)


def _flat(reader: PdfReader, leaves: Sequence[Leaf]) -> bytes:
    """Merge the drawn leaves, drop the widgets and the form, say the language."""
    from pypdf import PdfReader as Reader
    from pypdf import PdfWriter, Transformation
    from pypdf.generic import NameObject, TextStringObject

    with quiet():
        writer = PdfWriter(clone_from=reader)
        drawn = Reader(BytesIO(print_leaves(leaves, title="", author="")))
        for page, over in zip(writer.pages, drawn.pages, strict=True):
            shift = Transformation().translate(float(page.mediabox.left), float(page.mediabox.bottom))
            page.merge_transformed_page(over, shift)
            _drop_widgets(page)
        writer.root_object.pop(NameObject("/AcroForm"), None)
        writer.root_object[NameObject("/Lang")] = TextStringObject("fr-FR")
        sink = BytesIO()
        writer.write(sink)
    return sink.getvalue()


def _drop_widgets(page: PageObject) -> None:
    from pypdf.generic import ArrayObject, NameObject

    kept = [each for each in notes_of(page) if each.get("/Subtype") != "/Widget"]
    page.pop(NameObject("/Annots"), None)
    if kept:
        page[NameObject("/Annots")] = ArrayObject(each.indirect_reference or each for each in kept)
