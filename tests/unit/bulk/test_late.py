"""The late policy."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from grader.bulk.late import penalty
from grader.exercise.config import LatePolicy

DEADLINE = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
POLICY = LatePolicy(per_day=10, grace_hours=2, cap=25)


@pytest.mark.parametrize(
    ("late", "percent"),
    [
        (timedelta(days=-1), 0),
        (timedelta(0), 0),
        (timedelta(hours=2), 0),
        (timedelta(hours=2, microseconds=1), 10),
        (timedelta(days=1), 10),
        (timedelta(days=1, microseconds=1), 20),
        (timedelta(days=2, seconds=1), 25),
        (timedelta(days=900), 25),
    ],
)
def test_every_day_begun_costs_until_the_cap(late, percent):
    assert penalty(DEADLINE + late, DEADLINE, POLICY) == percent


def test_zones_do_not_matter():
    submitted = (DEADLINE + timedelta(hours=3)).astimezone(timezone(timedelta(hours=8)))

    assert penalty(submitted, DEADLINE, POLICY) == 10


def test_without_grace_one_second_is_a_day():
    assert penalty(DEADLINE + timedelta(seconds=1), DEADLINE, LatePolicy(per_day=5)) == 5


@pytest.mark.parametrize(
    "wrong",
    [{"per_day": 101}, {"per_day": -1}, {"per_day": 5, "cap": 200}, {"per_day": 5, "grace_hours": -1}],
)
def test_what_is_no_percentage_is_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, LatePolicy)
