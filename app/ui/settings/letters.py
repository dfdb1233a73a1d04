# SPDX-License-Identifier: AGPL-3.0-or-later
"""« Lettres »: the logo and the signature of the service, and the letters it writes for itself."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from app.french.typography import typeset
from app.services import letterheads, letters
from app.services.letters import ADDRESSEES, TemplateView
from app.ui import theme
from app.ui.desk import Desk
from app.ui.gestures import letters as gestures
from app.ui.settings.section import Section
from app.ui.widgets.buttons import Button
from app.ui.widgets.field import Field
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Label, SectionHeading
from app.ui.widgets.notice import EmptyState
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.wording_area import FieldsButton, WordingArea

SAID = (
    "Le logo et l’adresse du service sont en tête de tous les papiers. Les lettres se choisissent ensuite dans un "
    "dossier, une démarche ou une orientation : « Écrire une lettre… »."
)
LOGO_SAID = (
    "PNG ou JPEG. Déposez l’image ici, ou choisissez-la. Elle est réduite, et ses informations cachées effacées."
)
SIGNS = "Signe les lettres qui n’ont pas leur propre signature. Une ligne dont rien n’est connu ne s’imprime pas."
PICTURES = "Images (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff)"
NONE_CHOSEN = "Choisissez d’abord un modèle."


class LettersSection(Section):
    """The letterhead, then the templates."""

    title: ClassVar[str] = "Lettres"
    nouns: ClassVar[frozenset[str]] = frozenset({"letterhead", "letter_template", "picture"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.templates: dict[str, TemplateView] = {}
        self.kept = ""
        self.list = SideList("Modèles de lettres", fitted=True, flat=True, rules=True)
        self.none = EmptyState(
            "mail", "Aucun modèle de lettre.", "Écrivez une fois la lettre que vous refaites souvent."
        )
        self.add = Button("Nouveau modèle", "principal", "plus")
        self.change = Button("Modifier", icon="pencil")
        self.withdraw = Button("Retirer", icon="trash")
        self.share = Button("Partager les modèles…", icon="share")
        self.take = Button("Reprendre un fichier…", icon="file-import")
        self.logo = Field("Logo", LogoArea(), help=LOGO_SAID)
        self.choose = Button("Choisir une image…", icon="folder-open")
        self.remove = Button("Retirer le logo", icon="x")
        self.signature = Field("Signature des lettres", WordingArea(lines=2, most=6), help=SIGNS)
        self.fields_button = FieldsButton()
        self.arrange()
        self.wire()
        self.setFocusProxy(self.list)

    def arrange(self) -> None:
        """Put the templates, then the letterhead."""
        self.stack.addWidget(Label(typeset(SAID), "body", "ink2", wrap=True))
        self.stack.addWidget(SectionHeading("Modèles"))
        self.stack.addWidget(self.none)
        self.stack.addWidget(self.list)
        self.stack.addWidget(in_a_row(self.add, self.change, self.withdraw, self.take, self.share))
        self.stack.addWidget(SectionHeading("En tête et au bas"))
        self.stack.addWidget(self.logo)
        self.stack.addWidget(in_a_row(self.choose, self.remove))
        self.stack.addWidget(self.signature)
        self.stack.addWidget(self.fields_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.stack.addStretch(1)

    def wire(self) -> None:
        """Connect the parts."""
        self.add.clicked.connect(self.write_new)
        self.change.clicked.connect(self.write_chosen)
        self.list.opened.connect(self.write_chosen)
        self.withdraw.clicked.connect(self.withdraw_chosen)
        self.share.clicked.connect(self.share_all)
        self.take.clicked.connect(self.take_in)
        self.choose.clicked.connect(self.choose_logo)
        self.remove.clicked.connect(self.remove_logo)
        self.logo.editor.dropped.connect(self.take_logo)
        self.signature.editor.left.connect(self.keep_signature)
        self.fields_button.picked.connect(self.signature.editor.insert_field)

    def refresh(self) -> None:
        """Read the letterhead and the templates again; a signature being typed stays."""
        view = self.desk.read(letterheads.view)
        if view is not None:
            self.logo.editor.show_picture(view.logo)
            self.remove.forbid("" if view.logo else "Il n’y a pas de logo.")
            if not self.signature.editor.hasFocus() and self.signature.tone != "refused":
                self.signature.editor.set_value(view.signature)
                self.kept = view.signature
        found = self.desk.read(letters.templates) or ()
        self.templates = {str(each.id): each for each in found}
        self.list.show_rows([item(each, self.desk) for each in found])
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        for button in (self.change, self.withdraw):
            button.setVisible(bool(found))
        self.share.forbid("" if found else "Il n’y a rien à partager.")
        if found and not self.list.value():
            self.list.set_value(str(found[0].id))
        self.setFocusProxy(self.list if found else self.add)

    def chosen(self) -> TemplateView | None:
        """The template chosen in the list."""
        return self.templates.get(self.list.value())

    def write_new(self) -> None:
        """Write a new template."""
        made = gestures.write_template(self, self.desk)
        if made is not None:
            self.refresh()
            self.list.set_value(str(made))
        (self.list if self.templates else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def write_chosen(self, _key: object = None) -> None:
        """Change the template chosen."""
        template = self.chosen()
        if template is not None:
            gestures.write_template(self, self.desk, template)

    def withdraw_chosen(self) -> None:
        """Take the template chosen out of the list."""
        template = self.chosen()
        if template is not None:
            gestures.withdraw_template(self.desk, template)

    def share_all(self) -> None:
        """Write the templates to a file."""
        gestures.share_templates(self, self.desk)

    def take_in(self) -> None:
        """Add the templates of a file."""
        gestures.take_in_templates(self, self.desk)

    def choose_logo(self) -> None:
        """Choose the picture of the logo."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Choisir le logo", "", PICTURES)
        if chosen:
            self.take_logo(chosen)

    def take_logo(self, path: str) -> None:
        """Take a picture as the logo, or say why not beside it."""
        self.logo.clear_reason()
        content = gestures.content_of(self.desk, Path(path))
        if content is not None and self.desk.attempt(self.refuse, letterheads.set_logo, content) is not None:
            self.desk.announced.emit("Logo enregistré.", True)

    def remove_logo(self) -> None:
        """Print without a logo."""
        self.logo.clear_reason()
        if self.desk.run(letterheads.remove_logo) is not None:
            self.desk.announced.emit("Logo retiré.", True)

    def keep_signature(self) -> None:
        """Keep the signature as it was typed, or say why not beside it."""
        typed = self.signature.editor.value()
        if typed == self.kept.strip():
            self.signature.clear_reason()
            return
        self.signature.clear_reason()
        if self.desk.attempt(self.refuse, letterheads.set_signature, typed) is not None:
            self.kept = typed
            self.refresh()

    def refuse(self, field: str, said: str) -> None:
        """Say why beside the field."""
        (self.logo if field == "logo" else self.signature).refuse(said)

    def leave(self) -> None:
        """Keep the signature being typed."""
        if self.signature.editor.hasFocus():
            self.keep_signature()


class LogoArea(QWidget):
    """The logo on the white of the paper; a picture is dropped on it. Signal: `dropped(str)` with its path."""

    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.picture = QPixmap()
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changes.changed.connect(self.updateGeometry)

    def show_picture(self, png: bytes) -> None:
        """Show a picture, or the place for one."""
        self.picture = QPixmap()
        if png:
            self.picture.loadFromData(png)
        self.setAccessibleDescription("Le logo est en place." if png else "Aucun logo.")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a logo."""
        return QSize(theme.px(240), theme.px(96))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self.dropped.emit(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture on white, or say where it goes."""
        painter = QPainter(self)
        place = self.rect().adjusted(0, 0, -1, -1)
        painter.setPen(theme.colour("control"))
        painter.setBrush(Qt.GlobalColor.white if not self.picture.isNull() else theme.colour("sunken"))
        painter.drawRect(place)
        if self.picture.isNull():
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("ink2"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, "Déposez l’image ici")
            return
        air = theme.px(8)
        room = place.adjusted(air, air, -air, -air)
        shown = self.picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left, top = room.x() + (room.width() - shown.width()) // 2, room.y() + (room.height() - shown.height()) // 2
        painter.drawPixmap(left, top, shown.width(), shown.height(), self.picture)


def in_a_row(*widgets: QWidget) -> QWidget:
    """Widgets side by side, which go on below where the width is short."""
    holder = QWidget()
    flow = FlowLayout(holder)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


def item(template: TemplateView, desk: Desk) -> SideItem:
    """A template as a line: its title, for whom, for what."""
    known = desk.office.catalogue.schemes
    names = [known[each].short_title if each in known else each for each in template.wanted.schemes]
    to = ADDRESSEES[template.wanted.addressee]
    about = ", ".join(names) if names else "tous les dispositifs"
    second = typeset(f"Pour {to if to != 'les deux' else 'un partenaire ou la personne'} · {about}")
    return SideItem(str(template.id), template.title, second, icon="mail", strong=True)
