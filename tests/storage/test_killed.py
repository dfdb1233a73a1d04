# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process killed in the middle of its saves loses nothing that it had acknowledged, and leaves nothing half done."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.services.conftest import opened_folder

ROOT = Path(__file__).parents[2]
ROUNDS = 200
SEED = 20261124


def test_two_hundred_kills_lose_no_acknowledged_save(tmp_path: Path):
    shutil.copytree(opened_folder(), tmp_path / "vault")
    command = [sys.executable, "-m", "tests.storage.killed_saves", tmp_path / "vault", str(SEED), str(ROUNDS)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    counts = f"{told['between']} of {told['rounds']} killed between BEGIN and acknowledgement: {told}"
    assert told["rounds"] == ROUNDS
    assert told["between"] >= ROUNDS / 2, counts
    assert told["acknowledged"] > ROUNDS / 2, f"a run that saves nothing proves nothing: {counts}"
    assert told["lost"] == [], counts
    assert told["unsound"] == [], counts
