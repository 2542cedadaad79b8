"""Deletes what the API keeps for a while: tokens that have expired, and answers to requests that no
client sends again."""

from __future__ import annotations

from functools import partial

from core.clients import requests, tokens
from jobs.member_sweep import Run


def prune(run: Run) -> None:
    run.counts["tokens"] += run.database.run(partial(tokens.prune, at=run.now()))
    run.counts["requests"] += run.database.run(partial(requests.prune, at=run.now()))
