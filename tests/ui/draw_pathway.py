# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws the pathway of the demonstration to PNG files, to be looked at beside the design's pictures.

python -m tests.ui.draw_pathway FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.widgets.chart_panel import ChartPanel
from app.ui.widgets.pathway_frame import Key
from tests.lea_pathway import PATHWAY

# The panel's room in the window: its rail and the person's head are left out of the window's size.
PICTURES = {
    "clair": (False, 1.0, 1198, 582),
    "sombre": (True, 1.0, 1198, 582),
    "court": (False, 1.0, 1198, 511),
    "1920": (False, 1.0, 1752, 894),
    "etroit": (False, 1.0, 900, 582),
    "150": (False, 1.5, 1290, 582),
    "200": (False, 2.0, 1290, 662),
}


def draw(folder: Path) -> None:
    """Draw every picture, with the recourse chosen, and the table."""
    for name, (dark, scale, width, height) in PICTURES.items():
        theme.use(dark, scale)
        panel = ChartPanel()
        panel.resize(width, height)
        panel.show()
        panel.show_chart(PATHWAY)
        panel.activateWindow()
        QApplication.processEvents()
        panel.chart.setFocus(Qt.FocusReason.TabFocusReason)
        panel.chart.choose(Key("bar", "recourse"))
        for _ in range(3):  # the layout settles in several passes
            QApplication.processEvents()
        panel.grab().save(str(folder / f"parcours_{name}.png"))
        if name == "clair":
            for zoom in ("week", "month", "quarter", "year", "five_years", "ten_years"):
                panel.chart.zoom_to(zoom)
                QApplication.processEvents()
                panel.grab().save(str(folder / f"parcours_{zoom}.png"))
            panel.show_table(True)
            QApplication.processEvents()
            panel.grab().save(str(folder / "parcours_tableau.png"))
        panel.close()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    theme.install(application)
    draw(target)
