# SPDX-License-Identifier: AGPL-3.0-or-later
"""A worker's own blank official form, filled by drawing over it, and no longer a form afterwards.

Text is drawn with our own font inside the rectangles of the widgets: the fill of readers and libraries loses accents,
lines or ticks both boxes. The widgets of the pages are walked, not the list of fields, which may lack some. Signature
fields are never filled. Widgets and form are then dropped, so that what is printed is what was checked. What does not
hold in its box goes on in full on a sheet added after the form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final

from app.documents.official_blank import Blank, copied, take_apart
from app.documents.official_cells import cells_of
from app.documents.official_values import Value, pieces_of, state_of
from app.documents.official_widgets import Widget
from app.documents.paper import put_letters
from app.documents.press import Hatching, Leaf, print_leaves
from app.documents.setting import cross
from app.documents.typesetting import Line, Style, cut, one_line, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from app.documents.official_mapping import Edition, MappedField, Spot
    from app.documents.official_mapping import Mapping as FormMapping

LARGEST: Final = 10.0
SMALLEST: Final = 6.0
SMALLEST_LINES: Final = 7.0
"""A name may be small to stay whole on its line; a long text below this is not read, and goes on elsewhere."""
STEP: Final = 0.5
INSET: Final = 2.0
LEADING: Final = 1.16
INK: Final = 0.0
CONTINUED: Final = " (suite en annexe)"


@dataclass(frozen=True)
class FilledForm:
    """The filled form. `unknown` names the fields left blank for want of a value, `absent` those the blank lacks,
    `shortened` those whose text did not hold even in the smallest letters; `long` are these, with their whole text.
    """

    pdf: bytes
    unknown: tuple[str, ...]
    absent: tuple[str, ...]
    shortened: tuple[str, ...]
    lacking: tuple[MappedField, ...] = ()
    long: tuple[tuple[MappedField, str], ...] = ()


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
    apart = take_apart(blank)
    names = set(apart.widgets)
    editions = [(mapping, edition) for mapping in mappings for edition in mapping.editions]
    for mapping, edition in sorted(editions, key=lambda pair: apart.digest not in pair[1].sha256):
        certified = apart.digest in edition.sha256
        if certified or _looks_like(apart, edition):
            known = {name for mapped in edition.mapped for name in mapped.names}
            absent, unmapped = tuple(sorted(known - names)), tuple(sorted(names - known))
            return Recognition(mapping, edition, certified, absent, unmapped)
    return None


def _looks_like(blank: Blank, edition: Edition) -> bool:
    """Whether a blank has the pages and the telling fields of an edition; a flat one is known by its bytes alone."""
    contains = set(edition.contains)
    return bool(contains) and len(blank.sizes) == edition.pages and contains <= set(blank.widgets)


def fill(
    blank: bytes,
    edition: Edition,
    values: Mapping[str, Value],
    *,
    annex: Callable[[Sequence[tuple[MappedField, str]]], Iterable[Leaf]] | None = None,
    after: Sequence[Leaf] = (),
) -> FilledForm:
    """Draw the values (by data path) over the blank and return it flat. Raises FormRefused when it cannot be used.

    `annex` makes the sheets where what did not hold goes on; `after` are the leaves of papers bound behind. Same
    blank, mapping, values and leaves: same bytes.
    """
    apart = take_apart(blank)
    overlay = _Overlay([Leaf(*size) for size in apart.sizes], apart.widgets, CONTINUED if annex else "")
    for mapped in edition.mapped:
        overlay.put(mapped, values)
    leaves = [*overlay.leaves]
    if annex is not None and overlay.long:
        leaves += annex(overlay.long)
    leaves += after
    return FilledForm(
        pdf=_printed_over(apart.plate, leaves),
        unknown=tuple(overlay.unknown),
        absent=tuple(overlay.absent),
        shortened=tuple(overlay.shortened),
        lacking=tuple(overlay.lacking),
        long=tuple(overlay.long),
    )


@dataclass
class _Overlay:
    """What is drawn over each page, and what could not be. `more` ends what goes on elsewhere."""

    leaves: list[Leaf]
    widgets: Mapping[str, Sequence[Widget]]
    more: str = ""
    unknown: list[str] = field(default_factory=list[str])
    absent: list[str] = field(default_factory=list[str])
    shortened: list[str] = field(default_factory=list[str])
    lacking: list[MappedField] = field(default_factory=list["MappedField"])
    long: list[tuple[MappedField, str]] = field(default_factory=list["tuple[MappedField, str]"])

    def put(self, mapped: MappedField, values: Mapping[str, Value]) -> None:
        self.absent += [name for name in mapped.names if name not in self.widgets]
        if mapped.states or mapped.known:
            self._tick(mapped, state_of(mapped, values))
            return
        pieces = pieces_of(mapped, values)
        if not any(pieces):
            self._miss(mapped)
        elif mapped.spot is not None:
            if mapped.spot.page <= len(self.leaves) and not self._put_on_spot(mapped.spot, pieces[0]):
                self._shorten(mapped, "", pieces[0])
        else:
            for name, piece in zip(mapped.names, pieces, strict=True):
                self._write(mapped, name, piece)

    def _miss(self, mapped: MappedField) -> None:
        self.unknown += mapped.names
        self.lacking.append(mapped)

    def _shorten(self, mapped: MappedField, name: str, text: str) -> None:
        self.shortened.append(name)
        if (mapped, text) not in self.long:
            self.long.append((mapped, text))

    def _tick(self, mapped: MappedField, state: str | None) -> None:
        boxes = [box for name in mapped.names for box in self.widgets.get(name, ()) if box.kind == "box"]
        chosen = [box for box in boxes if box.state == state]
        if mapped.spot is not None and mapped.spot.page <= len(self.leaves) and state is not None:
            chosen.append(_widget_at(mapped.spot, self.leaves[mapped.spot.page - 1].height))
        if not chosen and (mapped.spot is None or state is None):
            self._miss(mapped)
        for box in chosen:
            self.leaves[box.page - 1].shapes.append(_cross_in(box))

    def _write(self, mapped: MappedField, name: str, text: str) -> None:
        for widget in self.widgets.get(name, ()):
            if text and widget.kind == "text" and not self._put_in(widget, text):
                self._shorten(mapped, name, text)

    def _put_in(self, widget: Widget, text: str) -> bool:
        """Write a text in a place; whether it held."""
        if widget.cells:
            return self._put_in_cells(widget, text)
        lines, style, whole = _fitted(text, widget, self.more)
        self._ink(widget, lines, style)
        return whole

    def _put_in_cells(self, widget: Widget, text: str) -> bool:
        """Write a letter in the middle of each cell; whether all had one."""
        letters, whole = cells_of(text, widget.cells)
        step = widget.width / widget.cells
        size = min(LARGEST, max(SMALLEST, min(widget.height / LEADING, step * 1.4)))
        style = Style(size, size * LEADING, grey=INK)
        top = widget.y + (widget.height - style.leading) / 2
        for rank, letter in enumerate(letters):
            line = one_line(letter, style)
            x = widget.x + step * rank + (step - line.width) / 2
            self.leaves[widget.page - 1].letters.extend(put_letters(line, style, x, top))
        return whole

    def _ink(self, widget: Widget, lines: Sequence[Line], style: Style) -> None:
        height = len(lines) * style.leading
        y = widget.y + (INSET if _stands_high(widget, style) else (widget.height - height) / 2)
        for line in lines:
            room = widget.width - line.width
            x = widget.x + (room / 2 if widget.centred else min(INSET, max(room, 0)))
            self.leaves[widget.page - 1].letters.extend(put_letters(line, style, x, y))
            y += style.leading

    def _put_on_spot(self, spot: Spot, text: str) -> bool:
        """Write a text at a place of a page without fields; whether it held."""
        leaf = self.leaves[spot.page - 1]
        if spot.height:
            return self._put_in(_widget_at(spot, leaf.height), text)
        style = Style(spot.size, spot.size * LEADING, grey=INK)
        top = leaf.height - spot.y - style.baseline
        if spot.boxes:
            letters, whole = cells_of(text, spot.boxes)
            for rank, letter in enumerate(letters):
                leaf.letters.extend(put_letters(one_line(letter, style), style, spot.x + rank * spot.step, top))
            return whole
        return self._put_in(Widget("", "text", spot.page, spot.x, top, spot.width, style.leading), text)


def _widget_at(spot: Spot, page_height: float) -> Widget:
    """A box placed by hand as if the form had a field there; `y` of a spot is where it ends, from the foot."""
    height = spot.height or spot.size
    multiline = height > 2 * LARGEST * LEADING
    top = page_height - spot.y - height
    return Widget("", "text", spot.page, spot.x, top, spot.width, height, "", multiline, cells=spot.boxes)


def _fitted(text: str, widget: Widget, more: str) -> tuple[list[Line], Style, bool]:
    """Reduce the letters until the text holds in the widget; tell whether it does, ending it with `more` when not."""
    size = min(LARGEST, max(SMALLEST, widget.height / LEADING))
    width = widget.width - 2 * INSET
    while True:
        style = Style(size, size * LEADING, grey=INK)
        rows = max(1, int((widget.height + 0.5) / style.leading))
        lines = wrap(text, style, width) if widget.multiline or rows > 1 else [one_line(text, style)]
        if len(lines) <= rows and all(line.width <= width + 1 for line in lines):
            return lines, style, True
        if size <= (SMALLEST_LINES if rows > 2 else SMALLEST):
            rest = " ".join(piece.string for line in lines[rows - 1 :] for piece in line.pieces)
            return [*lines[: rows - 1], one_line(_ended(rest, style, width, more), style)], style, False
        size = max(SMALLEST, size - STEP)


def _ended(rest: str, style: Style, width: float, more: str) -> str:
    """The beginning of what is left, then where it goes on, when there is room to say so."""
    taken = text_width(more, style)
    return cut(rest + more, style, width) if not more or taken > width / 2 else _cut_before(rest, style, width, more)


def _cut_before(rest: str, style: Style, width: float, more: str) -> str:
    kept = cut(rest, style, width - text_width(more, style))
    return (kept if kept.endswith("…") else f"{kept}…") + more


def _stands_high(widget: Widget, style: Style) -> bool:
    return widget.multiline or widget.height > 3 * style.leading


def _cross_in(box: Widget) -> Hatching:
    size = min(box.width, box.height)
    return cross(box.x + (box.width - size) / 2, box.y + (box.height - size) / 2, size, 1.2)


def _printed_over(plate: bytes, leaves: Sequence[Leaf]) -> bytes:
    """Merge the drawn leaves with the pages of the form; what there is more of them comes after."""
    from pypdf import PdfReader, Transformation
    from pypdf.generic import NameObject

    with copied(plate) as writer:
        drawn = PdfReader(BytesIO(print_leaves(leaves, title="", author=""))).pages
        pages = len(writer.pages)
        for page, over in zip(writer.pages, list(drawn)[:pages], strict=True):
            shift = Transformation().translate(float(page.mediabox.left), float(page.mediabox.bottom))
            page.merge_transformed_page(over, shift)
            if not page.get("/Annots"):
                page.pop(NameObject("/Annots"), None)
        for over in drawn[pages:]:
            writer.add_page(over)
        sink = BytesIO()
        writer.write(sink)
    return sink.getvalue()
