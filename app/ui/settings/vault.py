# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Coffre »: where it is, proving it whole, copies, the recovery key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.french.amounts import say_number
from app.french.dates import say_distance, say_short
from app.services import backups
from app.services.backups import Copy
from app.storage.verification import Finding
from app.ui import preferences
from app.ui.desk import Desk
from app.ui.settings.recovery_key import RecoverySection
from app.ui.settings.section import Section
from app.ui.settings.vault_work import CopyWork, Proof, said_of, wrong_of
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Fact, Label, SectionHeading
from app.ui.widgets.notice import Notice
from app.ui.widgets.progress import Progress
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import row

NEVER = "Ce coffre n’a pas encore été vérifié en entier depuis ce poste."
WHY = "La vérification relit le fichier, refait chaque fiche depuis le journal et recompte les échéances."
SOUND = "Le fichier, le journal, les fiches, les échéances et la recherche disent tous la même chose."
WRONG = "Fermez Maillon et restaurez la dernière copie, ou appelez qui vous aide. Rien n’a été modifié."
COPIES = "Une copie est chiffrée comme le coffre. Gardez-la ailleurs que sur ce poste\u00a0: une clé, un serveur."
NO_COPY = "Aucune copie n’a encore été faite depuis ce poste."


class VaultSection(Section):
    """The state of the vault itself."""

    title: ClassVar[str] = "Coffre"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.folder = desk.office.vault.folder
        self.verify_button = Button("Vérifier le coffre", "principal", "shield-check")
        self.proof = Notice("soon", WHY, NEVER, action=self.verify_button, proof=True)
        self.progress = Progress()
        self.place = Fact("Emplacement", str(self.folder))
        self.copies = SideList("Copies gardées", fitted=True, flat=True, rules=True)
        self.no_copy = Label(NO_COPY, "label", "ink2", wrap=True)
        self.copy_button = Button("Faire une copie…", icon="copy")
        self.recovery = RecoverySection(desk)
        self.arrange()
        self.verify_button.clicked.connect(self.verify)
        self.copy_button.clicked.connect(self.choose_copy)
        self.progress.stopped.connect(self.stop)
        self.setFocusProxy(self.verify_button)

    def arrange(self) -> None:
        """Put the parts in their order: what is proved first."""
        for part in (self.proof, self.progress, self.place):
            self.stack.addWidget(part)
        self.stack.addSpacing(8)
        self.stack.addWidget(SectionHeading("Copies de sauvegarde"))
        self.stack.addWidget(Label(COPIES, "body", "ink2", wrap=True))
        for part in (self.copies, self.no_copy):
            self.stack.addWidget(part)
        line = row()
        line.addWidget(self.copy_button)
        line.addStretch(1)
        self.stack.addLayout(line)
        self.stack.addSpacing(8)
        self.stack.addWidget(self.recovery)
        self.stack.addStretch(1)

    def refresh(self) -> None:
        """Say when the vault was last proved, and which copies there are."""
        proved = preferences.proved_at(self.folder)
        if proved is not None:
            day = say_distance(proved.date(), self.desk.office.today())
            self.say_proof("ok", f"Dernière vérification complète\u00a0: {day} à {proved:%H:%M}", SOUND)
        kept = preferences.copy_place(self.folder)
        found = backups.copies_in(kept) if kept is not None else ()
        today = self.desk.office.today()
        self.copies.show_rows(
            [
                SideItem(
                    str(one.folder),
                    f"{say_short(one.made_at.date(), today)}, {one.made_at:%H:%M}",
                    str(one.folder),
                    aside=size_of(one),
                    icon="copy",
                )
                for one in found
            ]
        )
        self.copies.setVisible(bool(found))
        self.no_copy.setVisible(not found)

    def say_proof(self, tone: str, title: str, words: str) -> None:
        """Say how the vault is."""
        self.proof.tone = tone
        self.proof.say(words, title)
        self.proof.title.tint({"ok": "ok", "late": "late"}.get(tone, "soon"))
        self.proof.update()

    # Proving

    def verify(self) -> None:
        """Prove the vault, in the background."""
        self.verify_button.forbid("Vérification en cours.")
        self.copy_button.forbid("Vérification en cours.")
        self.progress.start("Vérification du coffre")
        self.task = self.run_slowly(Proof(), self.say_proved, self.refuse)
        self.task.progressed.connect(self.advance)
        self.task.stopped.connect(self.say_stopped)

    def advance(self, done: int, total: int) -> None:
        """Say which part is being proved."""
        self.progress.advance(done / total, f"*{done}* parties vérifiées sur {total}")

    def say_proved(self, findings: object) -> None:
        """Say what was found."""
        self.free()
        found: Sequence[Finding] = findings if isinstance(findings, tuple) else ()
        wrong = [each for each in found if not each.sound]
        if wrong:
            self.say_proof("late", "Le coffre ne dit pas partout la même chose", f"{wrong_of(wrong)} {WRONG}")
            return
        now = self.desk.office.now()
        preferences.remember_proof(self.folder, now)
        self.say_proof("ok", f"Vérification complète\u00a0: aujourd’hui à {now:%H:%M}", f"{said_of(found)} {SOUND}")

    # Copying

    def choose_copy(self) -> None:
        """Ask where the copy goes."""
        start = preferences.copy_place(self.folder) or Path.home()
        chosen = QFileDialog.getExistingDirectory(self, "Où mettre la copie", str(start))
        if chosen:
            self.copy_to(Path(chosen))

    def copy_to(self, target: Path) -> None:
        """Copy the vault there, in the background."""
        self.verify_button.forbid("Copie en cours.")
        self.copy_button.forbid("Copie en cours.")
        self.progress.start("Copie du coffre")
        self.task = self.run_slowly(CopyWork(target), self.say_copied, self.refuse)

    def say_copied(self, folder: object) -> None:
        """Say where the copy is."""
        self.free()
        if isinstance(folder, Path):
            preferences.remember_copy(self.folder, folder.parent, self.desk.office.now())
            self.desk.announced.emit(f"Copie faite\u00a0: {folder.name}.", False)
            self.desk.copied.emit()
        self.refresh()

    # Both

    def refuse(self, _field: str, said: str) -> None:
        """Say why not; the band across the page says what the machine refuses."""
        self.free()
        if said:
            self.desk.announced.emit(said, False)

    def stop(self) -> None:
        """Ask the work to stop."""
        self.task.stop()

    def say_stopped(self) -> None:
        """Say what stopping left: nothing."""
        self.free()
        self.progress.conclude("Vérification arrêtée. Rien n’a été modifié.")

    def free(self) -> None:
        """Let the buttons work again."""
        self.progress.finish()
        self.verify_button.allow()
        self.copy_button.allow()
        if self.focusWidget() is self.progress.button:
            self.verify_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Forget the keys and passwords typed."""
        self.recovery.leave()


def size_of(one: Copy) -> str:
    """« 212 Mo »."""
    mega = one.size / 1_000_000
    return f"{say_number(round(mega))}\u00a0Mo" if mega >= 1 else f"{max(1, round(one.size / 1000))}\u00a0ko"
