"""Advances the clock, mostly by seconds, and removes what would expire in Redis meanwhile."""

from __future__ import annotations

import random
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from deployment import Deployment

TALK_TTL, RESENT_WITHIN = timedelta(minutes=30), timedelta(seconds=30)
# Out of a hundred; the rest is seconds.
MINUTES, HOURS, A_DAY, A_MONTH, MIDNIGHT = 12, 1.2, 0.5, 0.15, 0.6


class Time:
    def __init__(self, draw: random.Random, rig: Deployment, zone: ZoneInfo) -> None:
        self._draw, self._rig, self._zone = draw, rig, zone

    def passes(self) -> None:
        step = self._step()
        self._rig.clock.at += step
        if step >= timedelta(days=1):
            self._rig.empty_redis()
        elif step >= TALK_TTL:
            self._forget("talk:*", "last:*", "lock:*")
        if step >= RESENT_WITHIN:
            self._forget("same:*", "reached:*")
            self._rig.forgotten += 1

    def runs_out_for_locks(self) -> None:
        """Removes the locks of a dead process, as their expiry would after some seconds."""
        self._forget("lock:*")

    def _step(self) -> timedelta:
        place, within = self._draw.random() * 100, self._draw.randint
        for share, step in (
            (MINUTES, timedelta(minutes=within(1, 12))),
            (HOURS, timedelta(minutes=within(30, 400))),
            (A_DAY, timedelta(days=1, seconds=within(0, 9))),
            (A_MONTH, timedelta(days=within(20, 40))),
            (MIDNIGHT, self._to_midnight()),
        ):
            if place < share:
                return step
            place -= share
        return timedelta(seconds=within(0, 8))

    def _to_midnight(self) -> timedelta:
        """The time until the last second of the day in the programme's zone."""
        now = self._rig.clock.at.astimezone(self._zone)
        last = now.replace(hour=23, minute=59, second=59, microsecond=0)
        return max(timedelta(), last.astimezone(UTC) - self._rig.clock.at)

    def _forget(self, *patterns: str) -> None:
        for pattern in patterns:
            for key in self._rig.redis.keys(pattern):
                self._rig.redis.delete(key)
