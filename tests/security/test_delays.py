# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.security.delays import REFUSALS, Refusals, delay_after, forget_refusals, note_refusal, read_refusals

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_the_delay_grows_and_stops_growing():
    assert [delay_after(failures) for failures in range(10)] == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert delay_after(10**9) == 60


def test_refusals_are_remembered_across_a_restart(tmp_path):
    assert read_refusals(tmp_path) == Refusals()
    for second in range(4):
        note_refusal(tmp_path, NOW + timedelta(seconds=second))
    kept = read_refusals(tmp_path)
    assert kept == Refusals(4, NOW + timedelta(seconds=3))
    assert kept.seconds_left(NOW + timedelta(seconds=3)) == 4
    assert kept.seconds_left(NOW + timedelta(seconds=5)) == 2
    assert kept.seconds_left(NOW + timedelta(seconds=8)) == 0


def test_a_right_password_starts_again_from_none(tmp_path):
    note_refusal(tmp_path, NOW)
    assert (tmp_path / REFUSALS).exists()
    forget_refusals(tmp_path)
    assert read_refusals(tmp_path) == Refusals()
    forget_refusals(tmp_path)


def test_a_clock_set_back_locks_nobody_out():
    assert Refusals(30, NOW).seconds_left(NOW + timedelta(seconds=10)) == 50
    assert Refusals(30, NOW).seconds_left(NOW - timedelta(hours=1)) == 0


def test_the_file_says_when_and_how_many_and_nothing_else(tmp_path):
    note_refusal(tmp_path, NOW)
    assert (tmp_path / REFUSALS).read_text() == '{"count": 1, "last": "2026-11-24T09:00:00+00:00"}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"count": -1, "last": "2026-11-24T09:00:00+00:00"}',
        '{"count": 1000000, "last": "2026-11-24T09:00:00+00:00"}',
        '{"count": true, "last": "2026-11-24T09:00:00+00:00"}',
        '{"count": 5, "last": "hier"}',
        '{"count": 5, "last": "0001-01-01T00:00:00+14:00"}',
        '{"count": 5, "last": null}',
        "[" * 100_000,
        "\x00",
    ],
)
def test_an_unreadable_file_counts_as_no_refusal(tmp_path, text):
    (tmp_path / REFUSALS).write_text(text)
    assert read_refusals(tmp_path) == Refusals()
    assert note_refusal(tmp_path, NOW).count == 1


def test_counting_stops_before_the_number_is_absurd(tmp_path):
    (tmp_path / REFUSALS).write_text('{"count": 1000, "last": "2026-11-24T09:00:00+00:00"}')
    assert note_refusal(tmp_path, NOW).count == 1000
