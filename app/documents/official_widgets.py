# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a blank PDF form: its widgets, page by page, and the reasons why it cannot be used."""

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


class FormRefused(ValueError):
    """A blank that cannot be filled; `sentence` says why, and what to do, in French."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Widget:
    """A field's place on a page (numbered from 1), in points from the top left corner of that page.

    `state` is the value a box stands for (« /1 »); `centred` and `multiline` are how the form wants its text.
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


def open_blank(blank: bytes) -> PdfReader:
    """Open a blank PDF in memory. Raises FormRefused when it is no PDF, is locked, or only opens in one reader."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    with quiet():
        try:
            reader = PdfReader(BytesIO(blank))
            pages = 0 if reader.is_encrypted else len(reader.pages)
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise FormRefused("Ce fichier n’est pas un PDF lisible. Téléchargez de nouveau le formulaire.") from error
        if reader.is_encrypted:
            raise FormRefused("Ce PDF est protégé par un mot de passe. Déposez le formulaire vierge d’origine.")
        if not pages or "/NeedsRendering" in reader.root_object:
            raise FormRefused("Ce formulaire ne s’ouvre que dans Adobe Reader. Imprimez-le et reportez-y la fiche.")
        if any(page.rotation for page in reader.pages):
            raise FormRefused("Une page de ce formulaire est tournée. Déposez le formulaire vierge d’origine.")
    return reader


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
