"""What bench/stall.py measures: that it tells a limit that was missed, and that it runs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "bench"))

from stall import Stall, kept  # noqa: E402
from stall_load import KINDS, REPEATED, Answer  # noqa: E402

STALL = Stall("PostgreSQL", began=100.0, ended=130.0)


def all_well() -> list[Answer]:
    apologies = [Answer(kind, 101.0, 106.0, "apology") for kind in KINDS]
    return apologies + [Answer(kind, 131.0, 131.5, "reply") for kind in REPEATED]


def without(kind: str, result: str) -> list[Answer]:
    return [a for a in all_well() if (a.kind, a.result) != (kind, result)]


def test_nothing_is_missed_where_all_is_well() -> None:
    assert STALL.missed(all_well()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_late_answer_is_missed(kind: str) -> None:
    late = Answer(kind, 120.0, 128.01, "apology")
    expected = [f"PostgreSQL: {kind} was answered after 8.01 s"]
    assert STALL.missed([*all_well(), late]) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_without_an_answer_is_missed(kind: str) -> None:
    expected = [f"PostgreSQL: {kind} was not answered"]
    assert STALL.missed(without(kind, "apology")) == expected


@pytest.mark.parametrize("kind", REPEATED)
@pytest.mark.parametrize("result", ["apology", "error page", "neither reply nor apology"])
def test_only_a_reply_is_a_recovery(kind: str, result: str) -> None:
    others = Answer(kind, 131.0, 131.5, result)
    answers = [*without(kind, "reply"), others, Answer(kind, 132.0, 132.25, "reply")]
    expected = f"PostgreSQL: the first good answer to {kind} came after 2.25 s"
    assert expected in STALL.missed(answers)
    assert STALL.missed([*without(kind, "reply"), others]) == [
        f"PostgreSQL: the first good answer to {kind} came after inf s"
    ]


@pytest.mark.parametrize(
    "result", ["status 503", "no answer (timeout)", "neither reply nor apology"]
)
def test_an_answer_of_no_use_is_missed(result: str) -> None:
    useless = Answer("sms", 110.0, 110.5, result)
    assert STALL.missed([*all_well(), useless]) == [f"PostgreSQL: {result}"]


def test_short_stalls_are_survived() -> None:
    """The figures depend on the machine; that every client is answered at all does not."""
    done = subprocess.run(
        [sys.executable, "bench/stall.py", "--short"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for stopped in ("PostgreSQL", "PostgreSQL's host", "Redis", "writes to Redis", "both"):
        assert f"\n{stopped} " in done.stdout
    assert "apology" in done.stdout and "reply" in done.stdout
    assert "no answer" not in done.stdout and "status 500" not in done.stdout


def test_the_servers_log_outlives_its_folder(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    log.write_text("a line\n")
    copy = kept(log)
    log.unlink()
    assert copy.read_text() == "a line\n"
    copy.unlink()
