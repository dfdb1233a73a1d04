# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules that procedures were opened under, kept in the vault: a scheme taken away or renamed leaves them readable.

What is kept is the text of the scheme's file and of its forms, as they were when a procedure of that edition was last
written. It is read again only when the catalogue no longer has the edition.
"""

from __future__ import annotations

import json
import tomllib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary
from zlib import compress, decompress

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from app.models.local import Setting
from app.models.procedure import Procedure
from app.schemes import forms, reading
from app.schemes.catalogue import Catalogue
from app.schemes.definitions import Edition
from app.schemes.vocabularies import Vocabularies

KEPT: Final = "kept_scheme."
"""Settings that keep the text of an edition: « kept_scheme.<scheme>.<first day> »."""
LOST: Final = "lost"
"""The stage shown of a procedure whose rules are nowhere to be found."""
_NO_LISTS: Final = Vocabularies(())
_MISSHAPEN: Final = (KeyError, TypeError, ValueError, AttributeError, OSError)


def keep(session: Session, catalogue: Catalogue, editions: Iterable[Edition]) -> None:
    """Keep the texts of these editions, those already kept as they are left alone. One small read for each."""
    for edition in {(each.scheme, each.valid_from): each for each in editions}.values():
        sources = _sources(catalogue, edition)
        if sources is None:
            continue
        digest, packed = _packed(*sources)
        key, value = _key(edition.scheme, edition.valid_from), {"digest": digest, "texts": packed}
        row = session.get(Setting, ("", key)) or _added(session, key)
        if row is None:
            session.add(Setting(key=key, value=value))
        elif row.value != value:
            row.value = value


def edition_of(catalogue: Catalogue, procedure: Procedure) -> Edition | None:
    """The edition a procedure was opened under, of the catalogue or else kept in the vault; None when it is lost.

    A scheme that is there but no longer has that edition gives the one of today when nothing was kept.
    """
    scheme = catalogue.schemes.get(procedure.scheme)
    editions = scheme.editions if scheme else ()
    found = next((each for each in editions if each.valid_from == procedure.edition), None)
    if found is None:
        found = _kept(object_session(procedure), catalogue, procedure.scheme, procedure.edition)
    return found or (scheme.current if scheme else None)


def bare(procedure: Procedure) -> Edition:
    """What can be shown of a procedure whose rules are lost: its name, and that they are missing; no deadline."""
    name = procedure.label or procedure.scheme
    stage = {"id": LOST, "label": "Dispositif absent du catalogue", "shade": "paused"}
    first: dict[str, Any] = {
        "id": "lost",
        "valid_from": procedure.edition,
        "checked_on": procedure.edition,
        "legal_basis": [],
    }
    said = "Ce dispositif n’est plus dans le catalogue. Ce qui a été noté reste lisible ; remettez son fichier."
    table: dict[str, Any] = {
        "id": procedure.scheme,
        "lane": "rights",
        "short_title": name,
        "title": name,
        "summary": said,
        "decided_by": "",
        "channel": "letter",
        "agreement": "needed",
        "reply": "deposit",
        "papers": [],
        "addressed_to": [],
        "editions": [first],
        "stages": [stage],
    }
    return reading.scheme(table, _NO_LISTS).editions[0]


def short_title(session: Session, catalogue: Catalogue, scheme: str) -> str:
    """How lists name a scheme: as the catalogue does, else as the last edition kept did, else by its id."""
    known = catalogue.schemes.get(scheme)
    if known is not None:
        return known.short_title
    keys = sa.select(Setting.key).where(Setting.worker == "", Setting.key.startswith(f"{KEPT}{scheme}."))
    latest = max(session.scalars(keys), default=None)
    first = date.fromisoformat(latest.rpartition(".")[2]) if latest else date.min
    edition = _kept(session, catalogue, scheme, first)
    return edition.short_title if edition else scheme


def _added(session: Session, key: str) -> Setting | None:
    """The setting that the gesture being written has just added, which the vault does not hold yet."""
    return next((each for each in session.new if isinstance(each, Setting) and each.key == key), None)


def _kept(session: Session | None, catalogue: Catalogue, scheme: str, first: date) -> Edition | None:
    """Read an edition kept in the vault, once for a session."""
    if session is None:
        return None
    known: dict[tuple[str, date], Edition | None] = session.info.setdefault(KEPT, {})
    if (scheme, first) not in known:
        row = session.get(Setting, ("", _key(scheme, first)))
        known[scheme, first] = _read_once(catalogue, row.value, first) if row is not None else None
    return known[scheme, first]


_READ: Final[WeakKeyDictionary[Catalogue, dict[tuple[str, date], Edition | None]]] = WeakKeyDictionary()


def _read_once(catalogue: Catalogue, kept: Any, first: date) -> Edition | None:
    known = _READ.setdefault(catalogue, {})
    key = (str(kept["digest"]), first)
    if key not in known:
        known[key] = _read(catalogue, kept, first)
    return known[key]


def _read(catalogue: Catalogue, kept: Any, first: date) -> Edition | None:
    """Build an edition from its texts, its forms given to the catalogue; None when they can no longer be read."""
    try:
        texts = json.loads(decompress(b64decode(kept["texts"])))
        table = tomllib.loads(texts["scheme"])
        edition = next(
            each for each in reading.scheme(table, catalogue.vocabularies).editions if each.valid_from == first
        )
        for name, text in texts["forms"].items():
            catalogue.adopt(edition, name, forms.form(tomllib.loads(text), edition))
    except (*_MISSHAPEN, StopIteration):
        return None
    return edition


def _sources(catalogue: Catalogue, edition: Edition) -> tuple[Path, tuple[Path, ...]] | None:
    """The files an edition of the catalogue comes from; None for one that is itself only kept."""
    file = catalogue.files["schemes"].get(edition.scheme)
    if file is None:
        return None
    named = {edition.form, *edition.paper_forms.values()} - {None}
    found = (catalogue.files["forms"].get(str(name)) for name in sorted(map(str, named)))
    return file, tuple(each for each in found if each is not None)


@lru_cache(maxsize=256)
def _packed(scheme: Path, form_files: tuple[Path, ...]) -> tuple[str, str]:
    """The texts of these files, packed, with their digest."""
    texts: Mapping[str, Any] = {"scheme": _text(scheme), "forms": {file.stem: _text(file) for file in form_files}}
    body = json.dumps(texts, ensure_ascii=False, sort_keys=True).encode()
    return sha256(body).hexdigest(), b64encode(compress(body, 9)).decode()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig")


def _key(scheme: str, first: date) -> str:
    return f"{KEPT}{scheme}.{first.isoformat()}"
