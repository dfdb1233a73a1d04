# SPDX-License-Identifier: AGPL-3.0-or-later
"""The real files are asked of every machine that verifies the project, not of one that only has it."""

from __future__ import annotations

import os

from tests.exchange.files import SAMPLES

collect_ignore = [] if SAMPLES.is_dir() or os.environ.get("CI") == "true" else ["test_samples.py"]
