# SPDX-License-Identifier: AGPL-3.0-or-later
"""Wiping key bytes from memory, as far as Python allows.

Only a bytearray can be overwritten in place. Passwords arrive as `str` and some libraries copy what they are given:
those copies live until the memory is reused, and no function here can reach them.
"""

from __future__ import annotations


def wipe(*buffers: bytearray) -> None:
    """Overwrite each buffer with zeros, in place and without changing its length."""
    for buffer in buffers:
        buffer[:] = bytes(len(buffer))
