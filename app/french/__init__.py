# SPDX-License-Identifier: AGPL-3.0-or-later
"""How names, dates, amounts and sentences are read and written in French. Pure; imports nothing of ours."""
