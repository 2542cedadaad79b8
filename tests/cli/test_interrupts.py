"""Ctrl-C where Python loses it."""

import os
import signal
from collections.abc import Iterator

import pytest

from commands.interrupts import Interrupts


class Finalised:
    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture
def interrupts() -> Iterator[Interrupts]:
    former = signal.getsignal(signal.SIGINT)
    yield Interrupts()
    signal.signal(signal.SIGINT, former)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_interrupt_in_a_finaliser_is_not_lost(interrupts: Interrupts) -> None:
    interrupts.check()
    finalised = Finalised()
    del finalised  # prints the exception, and goes on
    with pytest.raises(KeyboardInterrupt):
        interrupts.check()


def test_interrupt_elsewhere_ends_at_once(interrupts: Interrupts) -> None:
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
