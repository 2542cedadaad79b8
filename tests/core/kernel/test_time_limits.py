"""The arithmetic of time limits, with a clock that the test sets."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from core.kernel import OutOfTime, at_least, at_most, require_time_left, time_limit
from core.kernel.time_limits import seconds_left


class Clock:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_without_a_limit_nothing_is_limited() -> None:
    assert seconds_left() is None
    assert at_most(5.0) == 5.0
    require_time_left()


def test_what_is_left_shrinks_and_is_never_negative_for_a_wait(clock: Clock) -> None:
    with time_limit(6.0, clock):
        assert at_most(5.0) == 5.0
        clock.seconds += 4.0
        assert at_most(5.0) == 2.0
        require_time_left()
        clock.seconds += 2.0
        assert at_most(5.0) == 0.0
        with pytest.raises(OutOfTime):
            require_time_left()
        clock.seconds += 1.0
        assert (seconds_left(), at_most(5.0)) == (-1.0, 0.0)
    assert seconds_left() is None


@pytest.mark.parametrize(("outer", "inner", "left"), [(6.0, 2.0, 2.0), (2.0, 6.0, 2.0)])
def test_the_limit_that_ends_first_holds(
    clock: Clock, outer: float, inner: float, left: float
) -> None:
    with time_limit(outer, clock):
        with time_limit(inner, clock):
            assert seconds_left() == left
        assert seconds_left() == outer


def test_a_last_step_gets_its_time_and_no_more(clock: Clock) -> None:
    with at_least(1.0):
        assert seconds_left() is None
    with time_limit(6.0, clock):
        with at_least(1.0):
            assert seconds_left() == 6.0
        clock.seconds += 5.75
        with at_least(1.0):
            assert seconds_left() == 1.0
        clock.seconds += 2.0
        with at_least(1.0):
            assert seconds_left() == 1.0
        with pytest.raises(OutOfTime):
            require_time_left()


def test_the_limit_ends_with_an_error(clock: Clock) -> None:
    with pytest.raises(KeyError), time_limit(6.0, clock):
        raise KeyError
    assert seconds_left() is None


def test_another_thread_has_its_own(clock: Clock) -> None:
    with time_limit(6.0, clock), ThreadPoolExecutor(1) as thread:
        assert thread.submit(seconds_left).result() is None
