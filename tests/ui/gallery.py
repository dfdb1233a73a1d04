# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every component and its states on one page, to be looked at beside the picture of the design.

    QT_QPA_PLATFORM=offscreen python -m tests.ui.gallery FOLDER

writes `light.png`, `dark.png` and `large.png` (200 %) in FOLDER. A test checks that the page can be laid out; how it
looks is for eyes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.schemes.chart import DOT_NAMES, FLAG_NAMES, SHADE_NAMES
from app.ui import theme
from app.ui.widgets.announcement import Announcement
from app.ui.widgets.buttons import Button, IconButton, Link
from app.ui.widgets.chips import FilterChips, Segments
from app.ui.widgets.choice_field import ChoiceField
from app.ui.widgets.date_field import DateField
from app.ui.widgets.deadlines import DeadlineLine, DeadlineList
from app.ui.widgets.field import Field, LineEdit
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Quote, SectionHeading
from app.ui.widgets.notice import EmptyState, Notice
from app.ui.widgets.pastille import Pastille
from app.ui.widgets.pathway_shapes import paint_dot, paint_flag, paint_stage
from app.ui.widgets.progress import Progress
from app.ui.widgets.reading_strip import ReadingStrip
from app.ui.widgets.rows import Group
from app.ui.widgets.side_list import SideItem, SideList
from app.ui.widgets.spacing import column, row
from app.ui.widgets.stepper import Step, Stepper
from app.ui.widgets.surface import ScrolledSurface, Surface
from app.ui.widgets.table import Cell, Column, TableView
from app.ui.widgets.tabs import TabStrip
from app.ui.widgets.text_area import TextArea
from app.ui.widgets.ticks import RadioDot, TickBox

TODAY = date(2026, 11, 24)
STAGES = (
    Step("prepared", "Préparée", "24 août", "done"),
    Step("filed", "Déposée", "14 sept., en main propre", "done"),
    Step("receipt", "Accusé de réception", "21 sept.", "done"),
    Step("more", "Complément", "6 au 20 oct., suspendu", "paused"),
    Step("review", "En instruction", "depuis 35 jours", "current"),
    Step("decision", "Décision", "avant le 4 janv. 2027"),
    Step("offer", "Offre de logement", "3 mois après"),
)
DEADLINES = [
    (
        "Dépassées",
        [
            DeadlineLine(
                "1",
                "overdue",
                "8 oct.",
                "il y a 47 j.",
                "Léa Marchetti",
                "Domiciliation\u00a0: renouvellement",
                "Deux mois avant la fin · Cerfa 16030",
                "Plus d’adresse après le 8 déc.",
                "Fixer l’entretien",
                "calendar-plus",
            )
        ],
    ),
    (
        "Cette semaine",
        [
            DeadlineLine(
                "2",
                "soon",
                "mer. 25",
                "demain",
                "Paul Nguyen",
                "Recours DAHO\u00a0: délai du juge",
                "Recours en injonction, 2 mois · CCH, art. L. 441-2-3-1",
                "Décision attendue, rien à envoyer",
                "Noter la réponse",
                "mail-opened",
            ),
            DeadlineLine(
                "3",
                "soon",
                "ven. 27",
                "dans 3 jours",
                "Aminata Diallo",
                "Refus FSL\u00a0: recours gracieux",
                "2 mois après notification · règlement local, à vérifier",
                "Recours perdu si la lettre indiquait ce délai",
                "Préparer le recours",
                "file-text",
            ),
        ],
    ),
]


@dataclass(frozen=True)
class Line:
    id: str
    name: str
    town: str
    due: str
    state: str
    icon: str
    tint: str = ""


COLUMNS = (
    Column("Personne", lambda line: Cell(line.name, strong=line.id == "2"), 150, 2, sortable=True),
    Column("Commune", lambda line: Cell(line.town), 110, 1, rank=2),
    Column(
        "Échéance",
        lambda line: Cell(line.due, token=line.state, icon=line.icon, icon_token=line.tint),
        120,
        1,
        sortable=True,
    ),
)
LINES = (
    Line("1", "Inès Ferreira", "Saint-Martin", "20 janv. 2027", "ink", "flag", "accent"),
    Line("2", "Léa Marchetti", "Le Val-Fleuri", "8 oct.", "late", "flag-exclamation"),
    Line("3", "Paul Nguyen", "Bréchamp", "9 déc.", "soon", "clock-exclamation"),
)


class Gallery(Surface):
    """Three columns, as in the picture, then what the picture does not show."""

    def __init__(self) -> None:
        super().__init__()
        line = row(self, gap=36, margins=24)
        for side in (self.left(), self.middle(), self.right()):
            line.addLayout(side, 1)

    def left(self):
        """Buttons, states, stages, deadlines, progress, announcement."""
        side = column(gap=12)
        self.focused = Button("Au clavier", "principal")
        waiting = Button("Pas encore")
        waiting.forbid("Il manque la date d’entrée.")
        self.add(side, "Boutons\u00a0: un seul principal par écran")
        side.addWidget(
            flowing(
                Button("Principal", "principal"),
                Button("Courant", icon="printer"),
                Button("Retrait", "withdraw", "share"),
                Button("Ajouter une ressource", "quiet", "plus"),
            )
        )
        side.addWidget(flowing(self.focused, waiting, Link("Lien"), IconButton("dots", "Autres gestes")))
        self.add(side, "Pastilles d’état\u00a0: icône, mot, teinte")
        states = ["overdue", "soon", "upcoming", "kept", "lost", "waiting", "paused", "draft", "hidden", "to_check"]
        side.addWidget(flowing(*(Pastille(state) for state in states)))
        self.add(side, "Étapes")
        side.addWidget(Stepper(STAGES[2:6]))
        side.addWidget(Stepper((*STAGES, Step("x", "Suite"), Step("y", "Fin"))))
        self.choices(side)
        side.addStretch(1)
        return side

    def choices(self, side) -> None:
        """Filters, tabs, boxes, work under way."""
        self.add(side, "Choix")
        side.addWidget(
            FilterChips(
                "Filtre",
                [("all", "Toutes", 197), ("late", "En retard", 2), ("recent", "Depuis septembre", 14)],
                "recent",
            )
        )
        side.addWidget(
            Segments("Durée", [("month", "Mois"), ("year", "An"), ("two", "2\u00a0ans"), ("ten", "10\u00a0ans")], "two")
        )
        side.addWidget(
            TabStrip("Dossier", [("a", "Parcours", None), ("b", "Situation", None), ("c", "Démarches", 7)], "b")
        )
        side.addWidget(TickBox("Attestation d’hébergement", "reçue le 2 sept.", ticked=True))
        side.addWidget(RadioDot("Deux personnes différentes", ticked=True))
        self.add(side, "Avancement, avec arrêt")
        progress = Progress()
        progress.start("")
        progress.advance(0.64, "Lecture du fichier\u00a0: *812* lignes sur 1\u202f264")
        progress.appear()
        side.addWidget(progress)
        progress.show()
        self.add(side, "Annonce avec retour")
        place = QWidget()
        place.setMinimumHeight(theme.px(56))
        self.announcement = Announcement(place)
        side.addWidget(place)

    def middle(self):
        """Fields and table rows."""
        side = column(gap=12)
        self.add(side, "Champs\u00a0: étiquette au-dessus, raison au-dessous")
        self.entry = DateField(today)
        self.entry.set_value(date(2026, 3, 2))
        leaving = Field("Date de sortie", DateField(today), origin="noté le 12/01/2026")
        leaving.editor.set_value(date(2026, 3, 1))
        leaving.refuse("La sortie précède l’entrée. Gardé en brouillon.")
        number = Field("Numéro de réception", LineEdit("045 2026 73"))
        number.doubt("Forme inhabituelle\u00a0: vérifiez sur le courrier.")
        status = ChoiceField([("chrs", "Hébergée, structure (CHRS)"), ("home", "Locataire")])
        status.set_value("chrs")
        for field in (
            Field("Nom de naissance", LineEdit("Marchetti")),
            Field("Date d’entrée", self.entry),
            leaving,
            number,
            Field(
                "Téléphone", LineEdit(hint="ajouter un numéro"), optional=True, help="Sert à la joindre, jamais envoyé."
            ),
            Field("Statut d’occupation", status),
            Field("Précisions", TextArea("Cuisine partagée par six familles."), optional=True),
        ):
            side.addWidget(field)
        self.add(side, "Ligne de tableau\u00a0: courante, choisie, au clavier")
        self.table = TableView("Personnes", COLUMNS)
        self.table.show_rows(LINES)
        self.table.set_value("2")
        self.table.setMinimumHeight(theme.px(34) * 5)
        side.addWidget(self.table)
        side.addStretch(1)
        return side

    def right(self):
        """What the chart draws, empty state, notices, side lists."""
        side = column(gap=12)
        self.add(side, "Parcours")
        side.addWidget(Legend())
        self.add(side, "État vide")
        side.addWidget(
            EmptyState(
                "inbox",
                "Aucune orientation pour l’instant.",
                "La première se prépare depuis une démarche.",
                Button("Ouvrir les démarches", small=True),
            )
        )
        side.addWidget(
            Notice("info", "Des faits utiles à la démarche, sans jugement. La personne peut lire cette page.")
        )
        side.addWidget(
            Notice(
                "ok",
                "*1\u202f248* personnes, *18\u202f402* modifications\u00a0: tout est identique.",
                "Dernière sauvegarde vérifiée\u00a0: hier à 18:05",
                proof=True,
                action=Button("Vérifier", small=True),
            )
        )
        side.addWidget(Quote("Je paie tout le premier du mois, ça me tranquillise."))
        strip = ReadingStrip()
        strip.read_out(
            "*Recours DALO* · en instruction depuis le 20 octobre 2026",
            "Décision au plus tard le *4 janvier 2027*, dans 41 jours.",
            "flag",
            opens="Ouvrir",
        )
        side.addWidget(strip)
        listed = SideList("Échéances", fitted=True, rules=True)
        listed.show_rows(
            (
                Group("Dépassées", 1),
                SideItem(
                    "a", "Domiciliation", "renouvellement conseillé", "8 oct.", "flag-exclamation", "late", "late"
                ),
                Group("Plus tard"),
                SideItem("b", "Recours DALO", "décision attendue", "4 janv. 2027", "flag", "accent", "accent"),
            )
        )
        listed.set_value("b")
        side.addWidget(listed)
        side.addStretch(1)
        return side

    def add(self, side, text: str) -> None:
        side.addWidget(SectionHeading(text, role="body", token="ink2"))


class Legend(QWidget):
    """Bars, flags and dots of the chart."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(theme.px(24) * (len(SHADE_NAMES) + len(FLAG_NAMES) + len(DOT_NAMES)))

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("label"))
        step, names = theme.px(24), [*SHADE_NAMES.items(), *FLAG_NAMES.items(), *DOT_NAMES.items()]
        for at, (key, name) in enumerate(names):
            top = at * step
            if key in SHADE_NAMES:
                paint_stage(painter, QRectF(1, top + 1, theme.px(110), theme.px(18)), key)
            elif key in FLAG_NAMES:
                paint_flag(painter, QPointF(4, top + theme.px(20)), key)
            else:
                paint_dot(painter, QPointF(8, top + theme.px(11)), key)
            painter.setPen(theme.colour("ink"))
            left = theme.px(122 if key in SHADE_NAMES else 30)
            painter.drawText(QRectF(left, top, self.width(), step), Qt.AlignmentFlag.AlignVCenter, name)


class Home(Surface):
    """The deadline list as on the home page."""

    def __init__(self) -> None:
        super().__init__()
        stack = column(self)
        self.list = DeadlineList()
        self.list.show_groups(DEADLINES)
        self.list.set_value("3")
        self.stepper = Stepper(STAGES)
        pane = Surface(edges="bottom")
        column(pane, margins=16).addWidget(self.stepper)
        stack.addWidget(pane)
        stack.addWidget(self.list)


def today() -> date:
    """The day of the pictures."""
    return TODAY


def flowing(*widgets: QWidget) -> QWidget:
    """A row that wraps."""
    holder = QWidget()
    flow = FlowLayout(holder)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


def shoot(app: QApplication, folder: Path, name: str, dark: bool, scale: float) -> None:
    """Save the gallery and the home list in one look."""
    theme.use(dark, scale)
    gallery, home = Gallery(), Home()
    scroll = ScrolledSurface(gallery)
    scroll.resize(int(1220 * min(scale, 1.6)), int(1000 * scale))
    home.resize(926 if scale == 1 else 1290, 500 if scale == 1 else 1100)
    scroll.show()
    gallery.announcement.announce("Réponse notée au 24 nov.")
    scroll.activateWindow()
    app.processEvents()
    gallery.focused.setFocus(Qt.FocusReason.TabFocusReason)
    app.processEvents()
    scroll.grab().save(str(folder / f"{name}.png"))
    gallery.entry.setFocus()
    app.processEvents()
    scroll.grab().save(str(folder / f"{name}_field.png"))
    home.show()
    home.activateWindow()
    app.processEvents()
    home.list.setFocus(Qt.FocusReason.TabFocusReason)
    app.processEvents()
    home.grab().save(str(folder / f"{name}_home.png"))


def main(folder: Path) -> None:
    """Save every look."""
    app = QApplication([])
    theme.install(app)
    folder.mkdir(parents=True, exist_ok=True)
    shoot(app, folder, "light", False, 1.0)
    shoot(app, folder, "dark", True, 1.0)
    shoot(app, folder, "large", False, 2.0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
