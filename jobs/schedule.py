"""The scheduled jobs and their times. Hours and days are those of the programme's time zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from core.programme import local_day, months_before, shipped_rules, start_of_day
from jobs import books, clients, complaints, desks, members, orders, outcomes, points, recordings
from jobs.bills import import_files
from jobs.member_sweep import Run


@dataclass(frozen=True, slots=True)
class Every:
    """At an interval, by every worker without a lease: for short jobs whose repetition changes
    nothing."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Daily:
    hour: int

    def due(self, at: datetime) -> date:
        """The newest day whose hour has passed: a run that was missed is caught up on."""
        return local_day(at - timedelta(hours=self.hour))

    def begins(self, day: date) -> datetime:
        return start_of_day(day) + timedelta(hours=self.hour)


@dataclass(frozen=True, slots=True)
class Monthly:
    day: int
    hour: int

    def due(self, at: datetime) -> date:
        today = local_day(at - timedelta(hours=self.hour))
        month = today if today.day >= self.day else months_before(today.replace(day=1), 1)
        return month.replace(day=self.day)

    def begins(self, day: date) -> datetime:
        return start_of_day(day) + timedelta(hours=self.hour)


@dataclass(frozen=True, slots=True)
class Job:
    """`parts`: into how many parts of the members a day's run is cut, each of which a worker takes
    by a lease of its own."""

    name: str
    when: Every | Daily | Monthly
    run: Callable[[Run], None]
    parts: int = 1


def jobs(bills: Path | None, *, hands_over: bool = False) -> tuple[Job, ...]:
    """All jobs. `bills`: the directory of incoming bill files; None: they are imported by hand.
    `hands_over`: whether couriers are asked to take gifts without an agent."""
    found: tuple[Job, ...] = JOBS
    if bills is not None:
        work = partial(import_files, directory=bills)
        found = (*found, Job("post_bills", Every(seconds=60), work))
    if hands_over:
        found = (*found, Job("hand_over_gifts", Every(seconds=300), orders.hand_over_gifts))
    return found


# So many workers may share a job. Each part searches for its members, so more would search more.
PARTS = 16
RATING_DAY = shipped_rules().tier_term.rated_on_day_of_month
JOBS = (
    Job("complete_transfers", Every(seconds=5), points.complete_transfers),
    Job("release_stale_holds", Every(seconds=60), points.release_stale_holds),
    Job("tell_outcomes", Every(seconds=10), outcomes.tell),
    Job("leave_idle_desks", Every(seconds=60), desks.sign_off_idle_agents),
    Job("forget_codes", Every(seconds=60), books.forget_codes),
    Job("expire_points", Daily(hour=0), points.expire, PARTS),
    Job("close_complaints", Daily(hour=0), complaints.close_ungraded),
    Job("let_members_leave", Daily(hour=0), members.leave),
    Job("withdraw_vouchers", Daily(hour=0), orders.withdraw_vouchers),
    Job("close_days", Daily(hour=2), books.close_days),
    Job("prune_turns", Daily(hour=3), books.prune_turns),
    Job("prune_form_submissions", Daily(hour=3), desks.prune_form_submissions),
    Job("prune_api", Daily(hour=3), clients.prune),
    Job("delete_recordings", Daily(hour=3), recordings.delete_old),
    Job("erase_members", Daily(hour=3), members.erase),
    Job("rate_tiers", Monthly(RATING_DAY, hour=4), members.rate, PARTS),
    Job("expiry_notices", Daily(hour=8), points.give_notice, PARTS),
    Job("address_reminders", Daily(hour=9), orders.remind_of_addresses),
)
