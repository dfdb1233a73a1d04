# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every way in which a secret or a key ring can be refused. No message carries a secret or a name."""

from __future__ import annotations


class SecretRefused(Exception):
    """What was typed does not open the ring."""


class WrongPassword(SecretRefused):
    """No slot answers to this identifier and password together; which of the two is wrong cannot be known."""


class RecoveryKeyMistyped(SecretRefused):
    """The check letters do not agree with the rest: a letter was misread, swapped or left out."""


class WrongRecoveryKey(SecretRefused):
    """The recovery key is well written and is not this ring's."""


class RingTrouble(Exception):
    """The ring itself cannot be relied upon: it has to be restored from a backup."""


class RingUnreadable(RingTrouble):
    """The text is not a key ring, or is damaged."""


class RingWeakened(RingTrouble):
    """The derivation parameters written in the ring are out of bounds; nothing was derived."""


class RingTampered(RingTrouble):
    """The ring was changed by someone who did not hold the data key, or is older than it should be."""


class SealBroken(Exception):
    """The sealed bytes were altered, cut, or belong to another key."""


class KeyWiped(Exception):
    """The data key was wiped from memory and cannot be used any more."""
