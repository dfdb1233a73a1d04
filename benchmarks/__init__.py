# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must stay fast, each figure beside its own physical limit measured in the same run: `python -m benchmarks`."""
