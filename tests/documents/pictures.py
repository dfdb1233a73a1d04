# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draw every paper as grey PNG pictures, to be looked at: `python -m tests.documents.pictures FOLDER [KIND…]`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.documents.kinds import KINDS


def draw(folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in KINDS.items():
        if wanted and name not in wanted:
            continue
        file = folder / f"{name}.pdf"
        file.write_bytes(kind.render())
        for old in folder.glob(f"{name}-*.png"):
            old.unlink()
        subprocess.run(["pdftoppm", "-r", "110", "-gray", "-png", file, folder / name], check=True)
        sys.stdout.write(f"{name}: {len(list(folder.glob(f'{name}-*.png')))} pages\n")


if __name__ == "__main__":
    draw(Path(sys.argv[1]), sys.argv[2:])
