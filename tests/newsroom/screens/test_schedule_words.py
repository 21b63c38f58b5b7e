"""The schedule's button says precisely what it will do: day, hour, and whose clock."""

import pytest

WORDS = "/schedule/words/"


def test_a_time_is_said_in_full_with_the_newspapers_place(log_in, newsroom):
    text = log_in("editor").get(WORDS, {"at": "2025-09-03T06:00"}).content.decode()
    assert all(part in text for part in ("বুধবার", "৩ সেপ্টেম্বর ২০২৫", "সকাল ৬:০০", "ঢাকা"))


@pytest.mark.parametrize("at", ["", "x", "2025-13-03T06:00", "0001-01-01T00:00", "9999-12-31T23:59", "\x00"])
def test_what_is_no_time_is_422(log_in, newsroom, at):
    assert log_in("editor").get(WORDS, {"at": at}).status_code == 422


def test_it_is_for_those_who_schedule_and_for_reading(log_in, newsroom):
    assert log_in("reporter").get(WORDS, {"at": "2025-09-03T06:00"}).status_code == 403
    assert log_in("editor").post(WORDS).status_code == 405
