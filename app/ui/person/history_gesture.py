# SPDX-License-Identifier: AGPL-3.0-or-later
"""The right column of the history: what the gesture chosen changed, how to come back, what proves the whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.french.typography import typeset
from app.services import proof
from app.services.office import Office
from app.services.proof import Proved
from app.ui.desk import Desk
from app.ui.lane import Task
from app.ui.person.history_lines import Line
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Fact, Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.spacing import column, emptied

SHORT = 24
MOST = 12


class GesturePane(QWidget):
    """Facts of the gesture, « Revenir à … », why it was refused, the end of the chain."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.shown: Line | None = None
        self.heading = SectionHeading("Geste choisi")
        self.facts = QWidget()
        self.facts_stack = column(self.facts, gap=8)
        self.back = Button("Annuler ce geste", icon="arrow-back-up")
        self.note = Label("Le retour est une nouvelle modification\u00a0: rien ne s’efface de l’historique.", "label")
        self.note.setWordWrap(True)
        self.note.tint("ink2")
        self.refused = Notice("late", "", "Refusé, et pourquoi", icon="ban")
        self.check = Button("Vérifier maintenant", small=True)
        self.check.clicked.connect(self.verify)
        self.chain = Notice("ok", "", "Empreinte de l’historique", proof=True)
        stack = column(self, gap=10, margins=(16, 12, 16, 16))
        for part in (self.heading, self.facts):
            stack.addWidget(part)
        stack.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.note, self.refused):
            stack.addWidget(part)
        stack.addSpacing(12)
        stack.addWidget(self.chain)
        stack.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        stack.addStretch(1)

    def show_line(self, line: Line | None) -> None:
        """Show a gesture; None shows the proof alone."""
        self.shown = line
        emptied(self.facts_stack)
        for part in (self.heading, self.facts):
            part.setVisible(line is not None)
        self.refused.hide()
        undoable = line is not None and line.undoable
        self.back.setVisible(undoable)
        self.note.setVisible(undoable)
        if line is not None:
            for name, value in facts(line):
                self.facts_stack.addWidget(Fact(name, value))
            self.back.say(way_back(line))

    def refuse(self, _field: str, sentence: str) -> None:
        """Say why it cannot be taken back."""
        self.refused.say(sentence, "Refusé, et pourquoi")
        self.refused.show()

    def show_proof(self, gestures: int) -> None:
        """Show the end of the chain."""
        end = self.desk.read(proof.end_of_chain) or ""
        count = f"{gestures} {'modifications' if gestures > 1 else 'modification'} dans ce dossier."
        self.chain.say(f"{count} Fin de la chaîne : *{end}*, à comparer avec un papier déjà remis.")

    def verify(self) -> None:
        """Read the whole chain again, without holding the window."""
        self.check.forbid("Vérification en cours.")
        task = self.desk.start(read_again)
        task.finished.connect(self.show_verdict)
        task.failed.connect(self.check.allow)

    def show_verdict(self, found: object) -> None:
        """Say whether every link holds."""
        self.check.allow()
        if not isinstance(found, Proved):
            return
        if found.sound:
            said = f"{found.read} entrées relues à l’instant, chaque maillon tient au précédent. Fin : *{found.end}*."
            self.chain.say(typeset(said), "Historique intact")
        else:
            said = f"{found.wrong} entrées ne tiennent pas. Ne modifiez rien et restaurez la dernière sauvegarde."
            self.chain.say(typeset(said), "Historique à vérifier")
            self.chain.tone = "late"
            self.chain.update()


def read_again(office: Office, _task: Task) -> Proved:
    """Verify the chain, in the background lane."""
    return proof.prove(office)


def facts(line: Line) -> list[tuple[str, str]]:
    """What a gesture changed, in facts."""
    moment = f"{line.at:%d/%m/%Y} à {line.at:%H:%M}"
    made = [("Geste", line.label), ("Par", f"{line.who}, le {moment}")]
    if line.said:
        made.append(("Précisions", line.said))
    if len(line.steps) == 1:
        step = line.steps[0]
        made += [
            ("Champ", f"{step.field}, {step.record}"),
            ("Avant", step.before or "vide"),
            ("Après", step.after or "vide"),
        ]
        return made
    for step in line.steps[:MOST]:
        before = f"{step.before} puis " if step.before else ""
        made.append((step.field, f"{before}{step.after or 'vide'}"))
    if len(line.steps) > MOST:
        made.append(("Et", f"{len(line.steps) - MOST} autres champs"))
    return made


def way_back(line: Line) -> str:
    """« Revenir à 298 € » when one short value comes back, else « Annuler ce geste »."""
    if len(line.steps) == 1 and 0 < len(line.steps[0].before) <= SHORT:
        return f"Revenir à {line.steps[0].before}"
    return "Annuler ce geste"
