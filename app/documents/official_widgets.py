# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a blank PDF form: its widgets, page by page, and the reasons why it cannot be used.

Each reason is one sentence, found in a second at most whatever the file holds.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from pypdf import PageObject, PdfReader
    from pypdf.generic import DictionaryObject

Kind = Literal["text", "box", "signature", "other"]
KINDS: Final[dict[str, Kind]] = {"/Tx": "text", "/Btn": "box", "/Sig": "signature"}
MULTILINE: Final = 1 << 12
PUSH_BUTTON: Final = 1 << 16
COMB: Final = 1 << 24
HEAVIEST: Final = 25 * 1024 * 1024
"""Bytes: an official form weighs a few hundred kilobytes, a scanned one a few megabytes."""
MOST_PAGES: Final = 100
TOO_HEAVY: Final = (
    "Ce fichier dépasse 25\u00a0Mo. Téléchargez de nouveau le formulaire, sans ses notices ni ses images."
)
NOT_A_PDF: Final = "Ce fichier n’est pas un PDF lisible. Déposez le formulaire vierge au format PDF."
BROKEN: Final = "Ce PDF est abîmé et n’est pas lisible. Téléchargez de nouveau le formulaire."
LOCKED: Final = "Ce PDF est protégé par un mot de passe. Déposez le formulaire vierge d’origine."
NO_PAGE: Final = "Ce PDF n’a aucune page. Téléchargez de nouveau le formulaire."
TOO_LONG: Final = "Ce PDF a plus de {most}\u00a0pages. Déposez le seul formulaire, sans sa notice."
DYNAMIC: Final = "Ce formulaire ne s’ouvre que dans Adobe Reader. Imprimez-le et reportez-y la fiche."
TURNED: Final = "Une page de ce formulaire est tournée. Déposez le formulaire vierge d’origine."


class FormRefused(ValueError):
    """A blank that cannot be filled; `sentence` says why, and what to do, in French."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Widget:
    """A field's place on a page (numbered from 1), in points from the top left corner of that page.

    `state` is the value a box stands for (« /1 »); `centred` and `multiline` are how the form wants its text; `cells`
    is how many letters it takes, each in its own cell, 0 when it has no cells; `tip` is what its own form says of it.
    """

    name: str
    kind: Kind
    page: int
    x: float
    y: float
    width: float
    height: float
    state: str = ""
    multiline: bool = False
    centred: bool = False
    cells: int = 0
    tip: str = ""


def open_blank(blank: bytes) -> PdfReader:
    """Open a blank PDF in memory. Raises FormRefused when it is no PDF, is locked, or only opens in one reader."""
    from pypdf import PdfReader

    if len(blank) > HEAVIEST:
        raise FormRefused(TOO_HEAVY)
    if b"%PDF-" not in blank[:1024]:
        raise FormRefused(NOT_A_PDF)
    with quiet(), _readable():
        reader = PdfReader(BytesIO(blank))
        if reader.is_encrypted:
            raise FormRefused(LOCKED)
        _check_pages(reader)
    return reader


@contextmanager
def _readable() -> Generator[None]:
    """Tell whatever a broken file makes pypdf say in one sentence."""
    from pypdf.errors import PyPdfError

    try:
        yield
    except FormRefused:
        raise
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise FormRefused(BROKEN) from error


def _check_pages(reader: PdfReader) -> None:
    said = _first(reader.root_object.get("/Pages"), "/Count")
    if (isinstance(said, int) and said > MOST_PAGES) or len(reader.pages) > MOST_PAGES:
        raise FormRefused(TOO_LONG.format(most=MOST_PAGES))
    if not len(reader.pages):
        raise FormRefused(DYNAMIC if "/NeedsRendering" in reader.root_object else NO_PAGE)
    if _is_dynamic(reader):
        raise FormRefused(DYNAMIC)
    if any(page.rotation for page in reader.pages):
        raise FormRefused(TURNED)


def _is_dynamic(reader: PdfReader) -> bool:
    """Whether its pages are made by one reader alone: what stands in the file is a page that asks to wait."""
    if "/NeedsRendering" in reader.root_object:
        return True
    if _first(reader.root_object.get("/AcroForm"), "/XFA") is None:
        return False
    return not any(True for number, page in enumerate(reader.pages, 1) for _ in widgets_of(page, number))


def _first(node: object, key: str) -> object:
    """What a dictionary of the file holds under a key, None when there is no such dictionary."""
    if node is None:
        return None
    found = cast("DictionaryObject", node).get_object()
    return cast("DictionaryObject", found).get(key) if isinstance(found, dict) else None


def widgets_of(page: PageObject, number: int) -> Iterator[Widget]:
    """Walk the widgets of a page: some are missing from the form's own list of fields."""
    box = page.mediabox
    for annotation in notes_of(page):
        if annotation.get("/Subtype") != "/Widget" or "/Rect" not in annotation:
            continue
        left, low, right, high = (float(cast("float", side)) for side in cast("list[object]", annotation["/Rect"]))
        flags = int(cast("int", _inherited(annotation, "/Ff") or 0))
        kind = KINDS.get(str(_inherited(annotation, "/FT")), "other")
        yield Widget(
            name=_qualified_name(annotation),
            kind="other" if kind == "box" and flags & PUSH_BUTTON else kind,
            page=number,
            x=min(left, right) - float(box.left),
            y=float(box.top) - max(low, high),
            width=abs(right - left),
            height=abs(high - low),
            state=_on_state(annotation) if kind == "box" else "",
            multiline=bool(flags & MULTILINE),
            centred=_inherited(annotation, "/Q") == 1,
            cells=int(cast("int", _inherited(annotation, "/MaxLen") or 0)) if flags & COMB else 0,
            tip=str(_inherited(annotation, "/TU") or ""),
        )


def notes_of(page: PageObject) -> list[DictionaryObject]:
    """Return the annotations of a page, widgets among them."""
    found = page.get("/Annots")
    if found is None:
        return []
    return [cast("DictionaryObject", each.get_object()) for each in cast("list[DictionaryObject]", found.get_object())]


@contextmanager
def quiet() -> Generator[None]:
    """Keep pypdf from writing its remarks on a form it reads well."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _lineage(annotation: DictionaryObject) -> Iterator[DictionaryObject]:
    """Give the widget, then its parents: name, type and flags may sit on any of them."""
    node: DictionaryObject | None = annotation
    for _ in range(32):
        if node is None:
            return
        yield node
        parent = node.get("/Parent")
        node = cast("DictionaryObject", parent.get_object()) if parent is not None else None


def _inherited(annotation: DictionaryObject, key: str) -> object:
    return next((node[key] for node in _lineage(annotation) if key in node), None)


def _qualified_name(annotation: DictionaryObject) -> str:
    parts = [str(node["/T"]) for node in _lineage(annotation) if "/T" in node]
    return ".".join(reversed(parts))


def _on_state(annotation: DictionaryObject) -> str:
    looks = annotation.get("/AP")
    if looks is None:
        return ""
    normal = cast("DictionaryObject", cast("DictionaryObject", looks.get_object())["/N"].get_object())
    return next((str(state) for state in normal if state != "/Off"), "")
