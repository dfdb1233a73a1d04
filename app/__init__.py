# SPDX-License-Identifier: AGPL-3.0-or-later
"""Maillon: one person's pathway, readable across all the partners who have a part in it."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
RESOURCES = ROOT / "resources"
MIGRATIONS = ROOT / "migrations"
VERSION = "1.0.0"
