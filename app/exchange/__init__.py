# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files in and out: spreadsheets read and judged line by line, lists written. No Qt, no SQL, no vault."""
