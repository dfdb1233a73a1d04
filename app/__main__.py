# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starts Maillon: the window, or the command line when a command is given. The only module that knows both."""

from __future__ import annotations

import sys


def main() -> int:
    """Run with the process's arguments; returns its status (ARCHITECTURE.md, « The command line »)."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] == "--vault":
        from app.ui.application import run as open_window

        return open_window(arguments)
    from app.cli import run

    status = run(arguments)
    if status == 0 and arguments[0] == "tour" and "-h" not in arguments and "--help" not in arguments:
        from app.cli.parser import build
        from app.ui.tour import take

        options = build().parse_args(arguments)
        take(options.folder, options.output)
    return status


if __name__ == "__main__":
    sys.exit(main())
