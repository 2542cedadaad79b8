"""The hotline's worker in a life: it asks the other sides, hears of them, and tells members. Each
time it is judged what has come of it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

from dealings import Dealings
from deployment import Deployment, Process
from notified import Notified
from oracle import Oracle, insist
from told import Told

ROUNDS_AT_LAST, PAUSE_AT_LAST = 24, timedelta(hours=25)


class Worker:
    def __init__(self, rig: Deployment, oracle: Oracle) -> None:
        self._rig = rig
        self._dealings, self._told = Dealings(rig, oracle), Told(rig, oracle)
        self._notified = Notified(rig, oracle)
        self.counts: Counter[str] = Counter()

    def work(self, process: Process) -> bool:
        """False: something has failed."""
        return self._rig.sides.work(process, self._rig.wording)

    def report(self, process: Process, draw: random.Random) -> bool:
        """The other sides report what they know."""
        self._rig.sides.report(process, draw)
        return True

    def judge(self, process: Process) -> str:
        """What has come of it, for the transcript."""
        changed, told = self._dealings.judge(process), self._told.judge()
        self.counts["webhooks"] += self._notified.judge()
        self.counts["decided by others"] += changed
        self.counts["told of it"] += told
        return f"{changed} changed, {told} told"

    def end(self, draw: random.Random) -> None:
        """The other sides are well again, and weeks pass: everything is decided, and told."""
        self._rig.sides.recover()
        process = self._rig.processes[0]
        for _ in range(ROUNDS_AT_LAST):
            self._rig.clock.at += PAUSE_AT_LAST
            insist(self.work(process), f"the worker failed: {self._rig.trouble}")
            self.judge(process)
        self.report(process, draw)
        self._dealings.judge_all_ended()
        self._told.judge_all_told()
        self._notified.judge_all_ended(process)
        for name, player in self._rig.sides.players().items():
            self.counts.update({f"{name}: {outage}": n for outage, n in player.outages.items()})
