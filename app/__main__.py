# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starts Maillon: the window, or the command line when a command is given. The only module that knows both."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
VAULT = "--vault"


def main() -> int:
    """Run with the process's arguments; returns its status (ARCHITECTURE.md, « The command line »)."""
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:  # while it was being loaded: nothing was begun
        sys.stderr.write("Arrêté.\n")
        return 1


def _run(arguments: list[str]) -> int:
    if not arguments or arguments[0].partition("=")[0] == VAULT:
        return _window(arguments)
    from app.cli import run

    return run(arguments, pictures=_pictures)


def _window(arguments: list[str]) -> int:
    """Open the window on the vault of `--vault DIR`, or `--vault=DIR`, or on the last one."""
    asked = [VAULT, arguments[0].partition("=")[2], *arguments[1:]] if arguments and "=" in arguments[0] else arguments
    if len(asked) not in (0, 2) or "" in asked:
        from app.cli.output import MISTYPED, fail

        return fail(
            "Commande non comprise : --vault attend un dossier, et rien d’autre. Aide : maillon --help", MISTYPED
        )
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in SCREENS):
        from app.cli.output import UNAVAILABLE, fail

        return fail("Aucun écran ne répond ici. Les commandes s’en passent : maillon --help", UNAVAILABLE)
    from app.ui.application import run as open_window

    return open_window(asked)


def _pictures(folder: Path, output: Path) -> object:
    from app.ui.tour import take

    return take(folder, output)


if __name__ == "__main__":
    sys.exit(main())
