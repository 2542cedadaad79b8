"""The alert rules and the dashboard of deploy/: they are valid, and every metric that they name is
one that /metrics gives; a real Prometheus, where one is installed, evaluates all of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from demo_command import Demo, free_port, running

from commands import metrics as metrics_command

ROOT = Path(__file__).parents[2]
PROMETHEUS_FILES = ROOT / "deploy" / "prometheus"
ALERTS, CONFIG = PROMETHEUS_FILES / "alerts.yaml", PROMETHEUS_FILES / "prometheus.yaml"
DASHBOARD = ROOT / "deploy" / "grafana" / "hotline.json"
CARDS = ROOT / "docs" / "operations.md"
METRIC = re.compile(r"\bhotline_\w+")
needs_promtool = pytest.mark.skipif(not shutil.which("promtool"), reason="no promtool here")
needs_prometheus = pytest.mark.skipif(not shutil.which("prometheus"), reason="no Prometheus here")
COMES_WITHIN_SECONDS = 180.0
Expressions = list[str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The whole hotline, its worker included, with a few requests behind it."""
    folder = tmp_path_factory.mktemp("demo")
    with running(folder) as demo:
        requests.get(f"{demo.address}healthz", timeout=60)
        given = metrics_of(demo)
        until(lambda: "hotline_watch_timestamp_seconds" in metrics_of(demo), given)
        yield demo


def metrics_of(demo: Demo) -> str:
    return requests.get(f"http://127.0.0.1:{demo.metrics_port}/metrics", timeout=60).text


def until(come: Callable[[], Any], why: object = "") -> Any:
    latest = time.monotonic() + COMES_WITHIN_SECONDS
    while not (found := come()):
        assert time.monotonic() < latest, why
        time.sleep(0.2)
    return found


def rules() -> Expressions:
    """The expressions of the alert rules."""
    text = ALERTS.read_text()
    return [
        " ".join(line.strip() for line in found.splitlines())
        for found in re.findall(r"expr: \|\n((?: {10}.*\n)+)", text)
    ]


def panels() -> Expressions:
    board = json.loads(DASHBOARD.read_text())
    return [target["expr"] for panel in board["panels"] for target in panel["targets"]]


@needs_promtool
@pytest.mark.parametrize("what", [("rules", ALERTS), ("config", CONFIG)], ids=["rules", "config"])
def test_promtool_finds_nothing_wrong(what: tuple[str, Path]) -> None:
    kind, file = what
    done = subprocess.run(
        ["promtool", "check", kind, file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_has_a_card() -> None:
    names = re.findall(r"- alert: (\w+)", ALERTS.read_text())
    cards = re.findall(r"^### (\w+)$", CARDS.read_text(), re.MULTILINE)
    assert names and sorted(cards) == sorted(names)
    anchors = re.findall(r"card: docs/operations.md#(\w+)", ALERTS.read_text())
    assert anchors == [name.lower() for name in names]


def test_every_metric_that_is_named_is_given(demo: Demo) -> None:
    """Those of a label that has not occurred yet are given as well, as 0 or with their type."""
    given = set(re.findall(r"^# TYPE (\w+)", metrics_of(demo), re.MULTILINE))
    given |= {match.partition("{")[0] for match in METRIC.findall(metrics_of(demo))}
    named = {name for each in (*rules(), *panels()) for name in METRIC.findall(each)}
    assert len(rules()) > 15 and len(panels()) > 20
    # Of what has not happened yet there is no moment.
    missing = {name for name in named - given if not name.startswith("hotline_last_")}
    assert not missing


def test_metrics_hold_no_path_and_no_number(demo: Demo) -> None:
    requests.get(f"{demo.address}desk/complaints/TS1234567?token=8613800000001", timeout=60)
    requests.get(f"{demo.address}no/such/page/8613800000001", timeout=60)
    text = metrics_of(demo)
    assert '/desk/complaints/<number>"' in text
    assert "TS1234567" not in text and "13800000001" not in text and "no/such" not in text


def test_a_dead_process_leaves_no_gauge(tmp_path: Path) -> None:
    own, dead = tmp_path / "gauge_livemax_1.db", tmp_path / "gauge_livemax_999999999.db"
    for file in (own, dead, tmp_path / "counter_999999999.db"):
        file.write_bytes(b"")
    metrics_command.LiveProcesses(str(tmp_path)).forget_dead()
    assert own.exists() and not dead.exists()
    assert (tmp_path / "counter_999999999.db").exists()  # what it counted has happened


@needs_prometheus
def test_a_real_prometheus_evaluates_rules_and_panels(demo: Demo, tmp_path: Path) -> None:
    target = f"127.0.0.1:{demo.metrics_port}"
    config = re.sub(r'"(hotline|worker):\d+"', f'"{target}"', CONFIG.read_text())
    (tmp_path / "prometheus.yaml").write_text(config.replace("15s", "1s"))
    shutil.copy(ALERTS, tmp_path)
    port = free_port()
    command = ["prometheus", f"--config.file={tmp_path}/prometheus.yaml"]
    command += [f"--storage.tsdb.path={tmp_path}/data", f"--web.listen-address=127.0.0.1:{port}"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    api = f"http://127.0.0.1:{port}/api/v1"

    def ask(path: str, **given: str) -> Any:
        try:
            answer = requests.get(f"{api}/{path}", params=given, timeout=60)
        except requests.ConnectionError:
            return None
        return answer.json()["data"] if answer.ok else None

    try:
        until(lambda: _is_scraped(ask("query", query="up")))
        groups = until(lambda: _evaluated(ask("rules")))
        assert [rule["lastError"] for rule in groups if rule.get("lastError")] == []
        assert {rule["health"] for rule in groups} == {"ok"}
        for expression in panels():
            assert ask("query", query=expression) is not None, expression
        assert ask("query", query="hotline_threads_busy")["result"]
    finally:
        server.terminate()
        server.wait()


def _is_scraped(answer: Any) -> bool:
    found = answer["result"] if answer else []
    return len(found) == 2 and all(each["value"][1] == "1" for each in found)


def _evaluated(answer: Any) -> list[Any]:
    found = [rule for group in (answer or {}).get("groups", []) for rule in group["rules"]]
    return found if found and all(rule["health"] != "unknown" for rule in found) else []
