"""A week of notifications of a billing system that fails, sends twice, late and out of order: in
the end its books and the hotline's agree."""

import random
from datetime import timedelta

import pytest
from billing_player import Billing, NewListener

HOURS, DAYS_LATER = 7 * 24, 6


@pytest.mark.parametrize(("seed", "dialect"), [(1, "sqlite"), (2, "postgresql"), (3, "sqlite")])
def test_books_agree_at_the_end(new_listener: NewListener, seed: int, dialect: str) -> None:
    listener = new_listener(dialect)
    billing = Billing(listener, random.Random(seed))
    for _ in range(HOURS):
        for _ in range(billing.draw.choice((0, 1, 2))):
            billing.lives()
            listener.clock[0] += timedelta(minutes=7)
        billing.delivers()
        listener.clock[0] += timedelta(minutes=40)
    for _ in range(DAYS_LATER):
        listener.clock[0] += timedelta(days=1)
        billing.delivers(faults=False)
    assert billing.due == []
    assert billing.agrees()
    for played in ("500", "cut_after", "twice", "404", "late", "repeated"):
        assert billing.played[played] > 0, played
