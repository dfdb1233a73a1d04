# SPDX-License-Identifier: AGPL-3.0-or-later
"""Programs started as processes of their own: what is timed from a process's start, or weighed whole."""
