"""The late policy: one pure function of times and numbers."""

from datetime import datetime, timedelta
from math import ceil

from grader.exercise.config import LatePolicy


def penalty(submitted: datetime, deadline: datetime, policy: LatePolicy) -> float:
    """Return the percentage that a submission loses. Both times carry their zone.

    Grace forgives; it does not move the deadline: after it, days count from the deadline.
    """
    late = submitted - deadline
    if late <= timedelta(hours=policy.grace_hours):
        return 0.0
    return min(policy.cap, policy.per_day * ceil(late / timedelta(days=1)))
