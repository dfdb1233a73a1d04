# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every reason to say no. The sentences are in `wording`; a test proves that each reason has one."""

from __future__ import annotations

from enum import Enum


class Refusal(Enum):
    """Why the rules say no. Values in braces of the sentence come with the `Refused` error."""

    WRONG_PASSWORD = "wrong_password"
    WRONG_RECOVERY_KEY = "wrong_recovery_key"
    MISTYPED_RECOVERY_KEY = "mistyped_recovery_key"
    WAIT_BEFORE_RETRY = "wait_before_retry"
    PASSWORD_TOO_SHORT = "password_too_short"
    IDENTIFIER_EMPTY = "identifier_empty"
    IDENTIFIER_TAKEN = "identifier_taken"
    NOT_ADMINISTRATOR = "not_administrator"
    FOLDER_NOT_EMPTY = "folder_not_empty"
    FIELD_REQUIRED = "field_required"
    MISREAD = "misread"
    NIR = "nir"
    TEXT_TOO_LONG = "text_too_long"
    NOT_A_NAME = "not_a_name"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_POSTAL_CODE = "not_a_postal_code"
    NOT_A_SIRET = "not_a_siret"
    NOT_A_NUMBER = "not_a_number"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    END_BEFORE_START = "end_before_start"
    ALREADY_IN_HOUSEHOLD = "already_in_household"
    OWN_HOUSEHOLD = "own_household"
    MOTIVE_NEEDED = "motive_needed"
    UNKNOWN_ID = "unknown_id"
    UNKNOWN_CHOICE = "unknown_choice"
    UNSUITED = "unsuited"
    UNKNOWN_SCHEME = "unknown_scheme"
    UNKNOWN_DEPARTMENT = "unknown_department"
    SCHEME_NOT_THERE = "scheme_not_there"
    DAY_TO_COME = "day_to_come"
    BEFORE_OPENING = "before_opening"
    DATE_OUT_OF_ORDER = "date_out_of_order"
    NOT_A_DEMONSTRATION = "not_a_demonstration"
    NOTHING_SENT = "nothing_sent"
    FILE_EXISTS = "file_exists"
    IDENTIFIER_NEEDED = "identifier_needed"
    NOT_SENT = "not_sent"
    NOT_HERE = "not_here"
    ALREADY_SENT = "already_sent"
    ALREADY_ANSWERED = "already_answered"
    BEFORE_SENDING = "before_sending"
    NOT_CANCELLED = "not_cancelled"
    REMINDED_TWICE = "reminded_twice"
    NOT_REMINDED = "not_reminded"
    BEFORE_REMINDER = "before_reminder"
    NOT_AWAITED = "not_awaited"
    ANSWERED_SINCE = "answered_since"
    FILED_BY_PERSON = "filed_by_person"
    DAY_GONE_BY = "day_gone_by"
    OWN_ORGANISATION = "own_organisation"
    FILE_NOT_WRITTEN = "file_not_written"
    UNREADABLE_FILE = "unreadable_file"
    NO_AGREEMENT = "no_agreement"
    WHICH_EVENT = "which_event"
    NO_SUCH_PAPER = "no_such_paper"
    DELIVERED_ELSEWHERE = "delivered_elsewhere"
    NOT_GRANTED = "not_granted"
    NO_LONGER_VALID = "no_longer_valid"
    NOTHING_DECIDED = "nothing_decided"
    UNKNOWN_FORM = "unknown_form"
    OTHER_FORM = "other_form"
    NO_BLANK_KEPT = "no_blank_kept"
    DEMANDED = "demanded"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_REDO = "nothing_to_redo"
    CHANGED_SINCE = "changed_since"
    DEPENDED_ON = "depended_on"
    NOT_HERS = "not_hers"
    WRONG_WORDING = "wrong_wording"
    UNFIT_PICTURE = "unfit_picture"
    NO_SCHEME_THERE = "no_scheme_there"
    TOO_MANY_FILES = "too_many_files"
    NOTHING_USABLE = "nothing_usable"


class Refused(Exception):
    """The rules say no. `field` names the place the sentence belongs beside; `values` fill the sentence.

    `at` is the key of a file where the fault is, when it was read from one.
    """

    at = ""

    def __init__(self, reason: Refusal, field: str = "", **values: object) -> None:
        super().__init__(reason.value, field)
        self.reason = reason
        self.field = field
        self.values = values
