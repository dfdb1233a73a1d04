# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk: runs the worker's verbs, tells the pages once what changed, keeps undo, owns the background lane."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from app.services.changes import Changes
from app.services.refusals import Refused
from app.services.wording import sentence
from app.storage.troubles import Unavailable
from app.ui.lane import Lane, Stopped, Task
from app.ui.routes import Route

if TYPE_CHECKING:
    from uuid import UUID

    from app.services.office import Office

P = ParamSpec("P")
T = TypeVar("T")
OnRefusal = Callable[[str, str], None]
SHORT = 500
"""Journal entries of a gesture that is taken back at once; a longer one, an import, in the background."""
AUTOSAVES = frozenset({"set_field", "set_answer", "fill"})
"""Verbs that save one field: their last argument is what was typed, those before it say where."""


class Desk(QObject):
    """One per unlocked vault.

    `changed` carries the `Changes` of a gesture; `announced` a sentence and whether Ctrl+Z takes it back; `troubled` a
    sentence for what the machine refuses; `asked` a place to go; `saved` when something was last written; `counted` how
    many deadlines press; `recovered` that what the machine had refused is saved after all; `returned`
    that one wants to go back where one was; `copied` that a copy of the vault was made; `waited` how many fields of a
    record wait for a correction; `worked` a sentence and the `Task` of long work to be shown across the page.
    """

    changed = Signal(object)
    announced = Signal(str, bool)
    troubled = Signal(str)
    asked = Signal(object)
    saved = Signal(object)
    counted = Signal(int)
    recovered = Signal()
    returned = Signal()
    copied = Signal()
    waited = Signal(int)
    worked = Signal(str, object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.lane = Lane(self)
        self.going_back: Task | None = None
        self.unsaved: dict[tuple[Any, ...] | None, Callable[[], Changes | None]] = {}

    def run(
        self,
        verb: Callable[Concatenate[Office, P], Changes],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changes | None:
        """Run a verb now; its news is announced. None when it was refused: the sentence is shown at the bottom."""
        return self.attempt(self._announce_refusal, verb, *args, **kwargs)

    def attempt(
        self,
        on_refusal: OnRefusal,
        verb: Callable[Concatenate[Office, P], Changes],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changes | None:
        """Run a verb now; when refused, `on_refusal(field, sentence)` puts the sentence beside the field."""
        place = (verb, *args[:-1]) if getattr(verb, "__name__", "") in AUTOSAVES else None
        self.unsaved.pop(place, None)
        try:
            changes = verb(self.office, *args, **kwargs)
        except Refused as refused:
            on_refusal(refused.field, sentence(refused))
            return None
        except Unavailable as trouble:
            if place is not None:
                self.unsaved[place] = partial(self.attempt, on_refusal, verb, *args, **kwargs)
            self.troubled.emit(sentence(trouble))
            return None
        self.tell(changes)
        return changes

    def keep_draft(self, place: str, text: str, person_id: UUID | None = None) -> None:
        """Keep what is typed as a draft; when the machine refuses it, it waits as a field does. Raises Refused."""
        from app.services import drafts

        key = ("draft", place)
        self.unsaved.pop(key, None)
        try:
            drafts.keep(self.office, place, text, person_id=person_id)
        except Unavailable as trouble:
            self.unsaved[key] = partial(self._keep_again, place, text, person_id)
            self.troubled.emit(sentence(trouble))

    def drop_draft(self, place: str) -> None:
        """Forget a draft, also one that waits."""
        from app.services import drafts

        self.unsaved.pop(("draft", place), None)
        self.read(drafts.drop, place)

    def _keep_again(self, place: str, text: str, person_id: UUID | None) -> None:
        try:
            self.keep_draft(place, text, person_id)
        except Refused as refused:
            self.announced.emit(sentence(refused), False)

    def retry(self) -> bool:
        """Save again each field the machine had refused; whether nothing is left unsaved.

        Gestures made with a button are not among them: their dialog stays open, and the button with it.
        """
        for again in list(self.unsaved.values()):
            again()
        if not self.unsaved:
            self.recovered.emit()
        return not self.unsaved

    def tell(self, changes: Changes) -> None:
        """Announce a gesture's news to every page, once."""
        if changes.touched:
            self.changed.emit(changes)
            self.saved.emit(self.office.now())

    def read(self, reader: Callable[Concatenate[Office, P], T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Read rows for a page; None, and the trouble shown, when the vault does not answer or knows no such id."""
        try:
            return reader(self.office, *args, **kwargs)
        except Unavailable as trouble:
            self.troubled.emit(sentence(trouble))
        except Refused as refused:
            self.announced.emit(sentence(refused), False)
        return None

    def start(self, work: Callable[[Office, Task], Any]) -> Task:
        """Run long work in the background lane; `Changes` it returns are announced."""
        task = self.lane.run(lambda task: work(self.office, task))
        task.finished.connect(self._take)
        task.failed.connect(self._take_failure)
        return task

    def go(self, route: Route) -> None:
        """Ask the window for a page."""
        self.asked.emit(route)

    def undo(self) -> None:
        """Take back the worker's latest gesture, and say which; a long one in the background, with its progress."""
        from app.services import history, undoing

        last = self.read(undoing.last_undoable)
        said = f"Annulé\u00a0: {history.verb_label(last.verb)}." if last is not None else ""
        if last is not None and last.entries > SHORT:
            self.go_back(undoing.undo, "Annulation en cours", said, undoable=False)
        elif self.run(undoing.undo) is not None and said:
            self.announced.emit(said, False)

    def redo(self) -> None:
        """Do again what the latest undo took back."""
        from app.services import undoing

        last = self.read(undoing.last_redoable)
        if last is not None and last.entries > SHORT:
            self.go_back(undoing.redo, "Rétablissement en cours", "Rétabli.", undoable=True)
        elif self.run(undoing.redo) is not None:
            self.announced.emit("Rétabli.", True)

    def go_back(self, verb: Callable[..., Changes], sentence: str, said: str, *, undoable: bool) -> None:
        """Undo or redo a long gesture in the background; another one is not begun meanwhile."""
        if self.going_back is not None:
            return
        task = self.going_back = self.start(GoingBack(verb))
        task.finished.connect(partial(self._say_gone_back, said, undoable))
        for ending in (task.finished, task.failed, task.stopped):
            ending.connect(self._end_going_back)
        self.worked.emit(sentence, task)

    def _say_gone_back(self, said: str, undoable: bool, _changes: object) -> None:
        self.announced.emit(said, undoable)

    def _end_going_back(self, _value: object = None) -> None:
        self.going_back = None

    def close(self) -> None:
        """Stop the lane, forget the accesses older than a year, and close the vault."""
        from app.services import accesses

        self.lane.close()
        with suppress(Unavailable):  # a full disk is told when it matters: the next closing forgets as well
            accesses.forget_old(self.office)
        self.office.vault.close()

    def _announce_refusal(self, _field: str, said: str) -> None:
        self.announced.emit(said, False)

    def _take(self, value: object) -> None:
        if isinstance(value, Changes):
            self.tell(value)

    def _take_failure(self, error: object) -> None:
        if isinstance(error, Refused):
            self.announced.emit(sentence(error), False)
        elif isinstance(error, Unavailable):
            self.troubled.emit(sentence(error))
        elif isinstance(error, BaseException):
            raise error


class GoingBack:
    """An undo or a redo, as the lane runs it."""

    def __init__(self, verb: Callable[..., Changes]) -> None:
        self.verb = verb

    def __call__(self, office: Office, task: Task) -> Changes:
        """Do it."""
        from app.exchange.sheet import GivenUp

        try:
            return self.verb(office, progress=task.tell, stopped=task.is_stopped)
        except GivenUp:
            raise Stopped from None
