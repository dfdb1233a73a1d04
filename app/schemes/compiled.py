# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue already read: what installing Maillon makes of the files of `resources/`, as Python makes `.pyc` files.

Reading, checking and typesetting forty schemes takes most of a second; giving them back ready takes a twentieth. What
is kept is worth exactly what the sources are: it names the digest of every file it was made from, of the law and of the
code that reads it, and is not used when one of them has changed. It is a pickle, trusted like the code beside which it
is installed: never read one from a folder that is not the program's own.
"""

from __future__ import annotations

import gc
import pickle
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from app.schemes.definitions import Scheme
    from app.schemes.forms import FormDefinition
    from app.schemes.vocabularies import Vocabularies

_HERE: Final = Path(__file__).parent
_DIGEST: Final = 32


@dataclass(frozen=True)
class Compiled:
    """Schemes by id, their forms by file, scheme and edition, and the shared lists of choices."""

    schemes: Mapping[str, Scheme]
    forms: Mapping[tuple[str, str, str], FormDefinition]
    vocabularies: Vocabularies


def write(file: Path, sources: Iterable[Path], found: Compiled) -> None:
    """Keep a catalogue without a fault, with the digest of the files it was read from."""
    body = pickle.dumps(_sharing(found), pickle.HIGHEST_PROTOCOL)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_digest_of(sources) + sha256(body).digest() + body)


def read(file: Path, sources: Iterable[Path]) -> Compiled | None:
    """Give back what was kept; None when there is nothing, when it is damaged or when a source has changed since."""
    try:
        kept = file.read_bytes()
    except OSError:
        return None
    body = memoryview(kept)[2 * _DIGEST :]
    if kept[: 2 * _DIGEST] != _digest_of(sources) + sha256(body).digest():
        return None
    with _without_sweeping():
        found = pickle.loads(body)
    return found if isinstance(found, Compiled) else None


def _sharing(found: Compiled) -> Compiled:
    """The same catalogue, where what two editions or two forms say alike is one object: less to give back."""
    one = _One()
    schemes = {
        name: replace(each, editions=tuple(map(one.parts_of, each.editions))) for name, each in found.schemes.items()
    }
    forms = {key: replace(each, sections=tuple(map(one.parts_of, each.sections))) for key, each in found.forms.items()}
    return Compiled(schemes, forms, found.vocabularies)


class _One:
    """Gives the first of the objects that are alike."""

    def __init__(self) -> None:
        self.kept: dict[bytes, Any] = {}

    def of(self, value: Any) -> Any:
        sink = BytesIO()
        pickler = pickle.Pickler(sink, pickle.HIGHEST_PROTOCOL)
        pickler.fast = True  # no memory of what was met: two objects alike are written alike
        pickler.dump(value)
        return self.kept.setdefault(sink.getvalue(), value)

    def parts_of(self, whole: Any) -> Any:
        """The same edition, or section, made of shared parts."""
        parts = {each.name: self._part(getattr(whole, each.name)) for each in fields(whole) if each.init}
        return replace(whole, **parts)

    def _part(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.of(one) for key, one in cast("dict[Any, Any]", value).items()}
        return tuple(map(self.of, cast("tuple[Any, ...]", value))) if isinstance(value, tuple) else value


def _digest_of(sources: Iterable[Path]) -> bytes:
    """Digest the files and the code that reads them, names included."""
    code = [*_HERE.glob("*.py"), *_HERE.parent.joinpath("french").glob("*.py")]
    total = sha256()
    for file in [*sorted(sources), *sorted(code)]:
        content = file.read_bytes()
        total.update(f"{file.parent.name}/{file.name} {len(content)}\n".encode())
        total.update(content)
    return total.digest()


@contextmanager
def _without_sweeping() -> Generator[None]:
    """Hold the garbage collector: it would look again and again at the thousands of objects being made, all kept."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()
