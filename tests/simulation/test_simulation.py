"""Simulated lives of the hotline with injected faults: see life.py and docs/simulation.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deployment import Deployment
from faults import AT_COMMIT, IN_REDIS, IN_THE_DATABASE, STALLS
from provider_player import FAULTS
from redis import Redis
from simulate import Failed, simulate

from core.kernel import idempotency

STEPS = 5_000
STEPS_ON_POSTGRESQL = 800
STEPS_OF_FREE_WORDS = 2_400


@pytest.fixture(scope="module")
def redis(redis_server: Any) -> Iterator[Any]:
    client = Redis(unix_socket_path=redis_server.socket_file, decode_responses=True)
    yield client
    client.close()


@pytest.fixture(scope="module")
def rig(redis: Any, databases_folder: Path) -> Iterator[Deployment]:
    rig = Deployment(databases_folder, redis)
    yield rig
    rig.end()


def test_simulation_loses_duplicates_and_invents_nothing(rig: Deployment) -> None:
    _, counts = simulate(rig, "test-3", STEPS)
    # Each kind of fault has happened, and there was enough activity for it to break something.
    assert set(IN_THE_DATABASE + IN_REDIS + AT_COMMIT + STALLS) <= counts.keys()
    assert counts["outcomes denied"]
    assert counts["orders and gifts by turns"] > STEPS / 250
    for acts in ("bill", "file", "number", "province"):
        assert counts[acts] > STEPS / 1_000
    assert counts["accruals reversed"]
    # The other sides failed in every way, had much to decide, and members were told.
    names = ("provider", "partner", "courier", "kannel", "system")
    for fault in FAULTS:
        assert any(counts[f"{name}: {fault}"] for name in names)
    for name in names:
        assert any(counts[f"{name}: {fault}"] for fault in FAULTS if fault != "none")
    assert min(counts["decided by others"], counts["told of it"]) > STEPS / 200
    assert min(counts["joined"], counts["add_number"], counts["claim"], counts["load"])
    # Other systems reported by HTTP, asked by it, and were told; texts came under another id too.
    assert min(counts[act] for act in ("status", "newcomer", "ends", "till", "resent", "webhooks"))
    # Tiers rose, were granted for another term, and fell.
    assert counts["silver to gold"]
    assert counts["gold to gold"]
    assert counts["diamond to gold"]


def test_free_words_spend_nothing_without_a_yes(rig: Deployment) -> None:
    """Half of the messages are phrases of the corpus, typed or spoken with any confidence."""
    _, counts = simulate(rig, "words3", STEPS_OF_FREE_WORDS, free_words=0.5)
    assert counts["orders and gifts by turns"] > STEPS_OF_FREE_WORDS / 500
    assert counts["yes spoken where points are spent"]


def test_simulation_holds_on_postgresql(redis: Any, postgres: Any, tmp_path: Path) -> None:
    """Here the server itself ends the connections."""
    rig = Deployment(tmp_path, redis, postgres)
    try:
        _, counts = simulate(rig, "test", STEPS_ON_POSTGRESQL)
    finally:
        rig.end()
    assert sum(counts[kind] for kind in IN_THE_DATABASE) > STEPS_ON_POSTGRESQL / 50


def test_same_seed_repeats_same_simulation(rig: Deployment) -> None:
    first, _ = simulate(rig, "again", 400)
    again, _ = simulate(rig, "again", 400)
    other, _ = simulate(rig, "other", 400)
    assert first == again != other


def test_failure_prints_seed_that_reproduces_it(
    rig: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without stored keys, the first repeated request fails; the printed seed repeats the failure
    word for word."""

    def forget(*_: Any) -> None:
        pass

    monkeypatch.setattr(idempotency, "remember", forget)
    with pytest.raises(Failed) as first:
        simulate(rig, "fails", 4_000)
    told = re.search(r"--seed (\w+) --life (\d+)", str(first.value))
    assert told is not None
    seed, life = told.groups()
    with pytest.raises(Failed) as again:
        simulate(rig, seed, 400, first=int(life))
    assert str(again.value) == str(first.value)
