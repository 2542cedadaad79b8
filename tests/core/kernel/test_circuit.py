"""The states of a circuit, with a clock that the test sets and a dependency that it switches
off."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from core.kernel import Circuit, Unavailable
from core.kernel.circuit import OPEN_SECONDS, PROBE_SECONDS


class Dependency:
    """`circuit` probes it; `probes` counts how often."""

    def __init__(self) -> None:
        self.seconds, self.answers, self.probes = 100.0, False, 0
        self.circuit = Circuit("a test's", self.probe, lambda: self.seconds)

    def probe(self) -> None:
        self.probes += 1
        if not self.answers:
            raise ConnectionError

    def metric(self) -> float | None:
        return REGISTRY.get_sample_value("hotline_circuit_open", {"dependency": "a test's"})


@pytest.fixture
def dependency() -> Dependency:
    return Dependency()


def refused(dependency: Dependency) -> bool:
    try:
        dependency.circuit.check()
    except Unavailable:
        return True
    return False


def test_it_begins_closed_and_probes_nothing(dependency: Dependency) -> None:
    assert not refused(dependency)
    assert (dependency.probes, dependency.metric()) == (0, 0)


def test_after_a_failure_calls_fail_without_being_sent(dependency: Dependency) -> None:
    dependency.circuit.failed("timeout", 6.0)
    dependency.seconds += OPEN_SECONDS / 2
    assert all(refused(dependency) for _ in range(3))
    assert (dependency.probes, dependency.metric()) == (0, 1)


def test_a_probe_that_fails_keeps_it_open_for_as_long_again(dependency: Dependency) -> None:
    dependency.circuit.failed("timeout", 6.0)
    for probes in (1, 2):
        dependency.seconds += OPEN_SECONDS
        assert refused(dependency)
        assert refused(dependency)
        assert (dependency.probes, dependency.metric()) == (probes, 1)


def test_a_probe_that_succeeds_closes_it_and_the_call_goes_through(
    dependency: Dependency,
) -> None:
    dependency.circuit.failed("timeout", 6.0)
    dependency.seconds += OPEN_SECONDS
    dependency.answers = True
    assert not refused(dependency)
    assert not refused(dependency)
    assert (dependency.probes, dependency.metric()) == (1, 0)


def test_a_recovery_is_noticed_within_two_seconds() -> None:
    assert OPEN_SECONDS + PROBE_SECONDS < 2.0


def test_each_change_is_logged_once(dependency: Dependency) -> None:
    with capture_logs() as logs:
        for _ in range(3):
            dependency.circuit.failed("timeout", 6.0)
        dependency.seconds += OPEN_SECONDS
        refused(dependency)
        dependency.seconds += OPEN_SECONDS
        dependency.answers = True
        refused(dependency)
    assert [(line["event"], line["log_level"]) for line in logs] == [
        ("dependency down", "error"),
        ("dependency up", "info"),
    ]
    assert logs[0]["reason"] == "timeout"


def test_a_call_begun_before_the_recovery_does_not_open_it_again(dependency: Dependency) -> None:
    dependency.circuit.failed("timeout", 6.0)
    dependency.seconds += OPEN_SECONDS
    dependency.answers = True
    assert not refused(dependency)
    dependency.seconds += 1.0
    dependency.circuit.failed("timeout", 6.0)
    assert not refused(dependency)
    dependency.circuit.failed("timeout", 0.5)
    assert refused(dependency)


def test_one_thread_probes_while_the_others_fail() -> None:
    probing, answered = threading.Event(), threading.Event()

    def probe() -> None:
        probing.set()
        answered.wait()

    seconds = [100.0]
    circuit = Circuit("another test's", probe, lambda: seconds[0])
    circuit.failed("timeout", 6.0)
    seconds[0] += OPEN_SECONDS
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(circuit.check)
        probing.wait()
        for _ in range(3):
            with pytest.raises(Unavailable):
                circuit.check()
        answered.set()
        first.result()
    circuit.check()
