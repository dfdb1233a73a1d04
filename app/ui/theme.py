# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the interface looks: colours, type and lengths, at the text size the worker chose, in light or in dark.

Every length and every font comes from here, so that one call of `use` changes them all without a restart: own widgets
listen to `changes.changed` and draw themselves again. Importing this module draws nothing and loads no font.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from app import RESOURCES
from app.ui import icons
from app.ui.palette import PALETTES, contrast
from app.ui.sheet import sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

__all__ = [
    "FAMILY",
    "PALETTES",
    "ROLES",
    "accent_on_paper",
    "changes",
    "colour",
    "contrast",
    "control_height",
    "follow_system",
    "font",
    "hex_of",
    "icon",
    "install",
    "is_dark",
    "line",
    "pixmap",
    "px",
    "scale",
    "style_sheet",
    "tabular",
    "use",
]

FAMILY = "Atkinson Hyperlegible Next"
FONTS = RESOURCES / "fonts"
FIRST_STYLES = ("Regular", "Medium", "SemiBold")  # what the unlock screen shows; the others are loaded when asked for


@dataclass(frozen=True)
class Role:
    """One size of type: pixels at 100 %, height of a line, usual weight."""

    size: int
    line: int
    weight: int


ROLES: dict[str, Role] = {
    "title": Role(22, 28, 600),
    "heading": Role(18, 24, 600),
    "section": Role(15, 20, 600),
    "body": Role(14, 20, 400),
    "label": Role(13, 18, 400),
    "small": Role(12, 16, 400),
    "key": Role(11, 14, 500),
}


class Changes(QObject):
    """Says that colours or sizes are no longer what they were."""

    changed = Signal()


@dataclass
class Look:
    """What is in force now."""

    dark: bool = False
    scale: float = 1.0
    follows_system: bool = False


changes = Changes()
_look = Look()
_loaded: set[str] = set()


def install(app: QApplication, *, dark: bool = False, scale: float = 1.0, follow: bool = False) -> None:
    """Give the application its fonts, style, colours and French; call before the first window."""
    prepare(app, dark=dark, scale=scale, follow=follow)
    dress(app)


def prepare(app: QApplication, *, dark: bool = False, scale: float = 1.0, follow: bool = False) -> None:
    """Do what `install` does but for the style sheet: `dress` once the first window is made, before it is shown.

    Under a sheet every widget is polished again at each parent it is given: a tenth of the time of a start.
    """
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    speak_french(app)
    for style in FIRST_STYLES:
        load_font(style)
    app.setStyle("Fusion")
    _look.dark, _look.scale = dark, limited(scale)
    follow_system(follow)
    app.setFont(font("body"))
    from app.ui.focus import FocusWatch  # here: the ring asks this module for its colour

    if app.findChild(FocusWatch) is None:
        FocusWatch(app)


def use(dark: bool, scale: float) -> None:
    """Change to the dark or light palette and to a text size (1.0 to 2.0), on every open window."""
    wanted = (dark, limited(scale))
    if (_look.dark, _look.scale) == wanted:
        return
    _look.dark, _look.scale = wanted
    app = QApplication.instance()
    if isinstance(app, QApplication):
        dress(app)
    changes.changed.emit()


def follow_system(follows: bool) -> None:
    """Take light or dark from the system's setting, now and each time it changes; or stop doing so."""
    hints = QGuiApplication.styleHints()
    if follows and not _look.follows_system:
        hints.colorSchemeChanged.connect(take_scheme)
    elif _look.follows_system and not follows:
        hints.colorSchemeChanged.disconnect(take_scheme)
    _look.follows_system = follows
    if follows:
        take_scheme(hints.colorScheme())


def take_scheme(scheme: Qt.ColorScheme) -> None:
    """Use the palette that goes with the system's colour scheme; « unknown » changes nothing."""
    if scheme != Qt.ColorScheme.Unknown:
        use(scheme == Qt.ColorScheme.Dark, _look.scale)


def is_dark() -> bool:
    """Return whether the dark palette is in force."""
    return _look.dark


def scale() -> float:
    """Return the text size in force, from 1.0 to 2.0."""
    return _look.scale


def hex_of(token: str) -> str:
    """Return the colour of a token as « #rrggbb »."""
    return PALETTES["dark" if _look.dark else "light"][token]


def colour(token: str, alpha: int = 255) -> QColor:
    """Return the colour of a token; `alpha` from 0 (nothing) to 255 (opaque)."""
    found = QColor(hex_of(token))
    found.setAlpha(alpha)
    return found


def accent_on_paper() -> QColor:
    """Return the accent as it reads on white paper, which stays white in the dark palette."""
    return QColor(PALETTES["light"]["accent"])


def px(n: float) -> int:
    """Return a length given in pixels at 100 %, at the text size in force."""
    return round(n * _look.scale) if n <= 0 else max(1, round(n * _look.scale))


def line(role: str) -> int:
    """Return the height of a line of text in a role, scaled."""
    return px(ROLES[role].line)


def control_height(role: str = "body") -> int:
    """Return the height of a field (body) or of a button in a row (label): text, 12 px of air and its edges."""
    return line(role) + px(12 if role == "body" else 10)


def font(role: str = "body", weight: int | None = None, italic: bool = False) -> QFont:
    """Return the font of a role, scaled; `weight` 400, 500, 600 or 700 instead of the role's own."""
    chosen = ROLES[role].weight if weight is None else weight
    load_font(style_of(chosen, italic))
    return QFont(_font(px(ROLES[role].size), chosen, italic))


@lru_cache(maxsize=128)
def _font(size: int, weight: int, italic: bool) -> QFont:
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def tabular(role: str = "body", weight: int | None = None) -> QFont:
    """Return the font of a role with figures of one width, for columns of amounts."""
    made = font(role, weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def icon(name: str, token: str = "ink2", size: int = 16) -> QIcon:
    """Return an icon in a colour of the palette, `size` pixels at 100 %; greyed when its control is disabled."""
    dpr = ratio()
    made = QIcon(pixmap(name, token, size, dpr))
    made.addPixmap(pixmap(name, "ink3", size, dpr), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, token: str = "ink2", size: int = 16, dpr: float | None = None) -> QPixmap:
    """Return the drawing of an icon, `size` pixels at 100 %, for a device pixel ratio (the sharpest screen's)."""
    return icons.drawn(name, hex_of(token), px(size), ratio() if dpr is None else dpr)


def style_sheet() -> str:
    """Return the style sheet of Qt's own controls for the palette and the text size in force."""
    return sheet(PALETTES["dark" if _look.dark else "light"], px)


def palette() -> QPalette:
    """Return the Qt palette of the tokens in force, for what the style sheet does not reach."""
    made = QPalette()
    for role, token in QT_ROLES.items():
        made.setColor(role, colour(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("ink3"))
    return made


QT_ROLES = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "canvas",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "onaccent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.BrightText: "late",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "shadow",
}


def dress(app: QApplication) -> None:
    """Put the palette, the font and the sheet in force on the application."""
    app.setPalette(palette())
    app.setFont(font("body"))
    QToolTip.setFont(font("label"))
    app.setStyleSheet(style_sheet())


def limited(wanted: float) -> float:
    """Return a text size within 1.0 and 2.0."""
    return min(2.0, max(1.0, wanted))


def ratio() -> float:
    """Return the device pixel ratio of the sharpest screen, 1.0 without an application."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def style_of(weight: int, italic: bool) -> str:
    """Return which font file holds a weight; there is one italic."""
    if italic:
        return "Italic"
    return {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}[weight]


def load_font(style: str) -> None:
    """Load one font file, once; without an application there is nowhere to load it."""
    if style not in _loaded and QGuiApplication.instance() is not None:
        _loaded.add(style)
        QFontDatabase.addApplicationFont(str(FONTS / f"AtkinsonHyperlegibleNext-{style}.ttf"))


def speak_french(app: QApplication) -> None:
    """Give Qt's own words (menus of text fields, calendar) in French."""
    translator = QTranslator(app)
    if translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
