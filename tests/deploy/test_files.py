"""The files of deploy/: they agree with the product and with each other, as far as that can be read
without a container, a cluster or systemd."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from commands.servers import STOP_SECONDS
from core.kernel import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
MANIFESTS = list(yaml.safe_load_all((DEPLOY / "kubernetes" / "hotline.yaml").read_text()))
COMPOSE = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
# Variables that are not of core.kernel.settings.
OPTIONS = {"DRAIN_SECONDS", "METRICS_HOST", "METRICS_PORT", "WORKER_METRICS_PORT", "BILLS_DIR"}
OF_OTHERS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "POSTGRES_PASSWORD"}
KNOWN = {name.upper() for name in Settings.model_fields} | OPTIONS | OF_OTHERS


def pods() -> list[tuple[str, dict[str, Any]]]:
    found = [each for each in MANIFESTS if each["kind"] in ("Deployment", "Job")]
    return [(each["metadata"]["name"], each["spec"]["template"]["spec"]) for each in found]


def drain_seconds() -> float:
    return float(re.findall(r"DRAIN_SECONDS=(\d+)", CONTAINERFILE)[0])


def test_the_container_has_every_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    packages = {name.rstrip("*") for name in project["packages"]["find"]["include"]}
    assert set(re.findall(r"^COPY (\w+) \w+/$", CONTAINERFILE, re.MULTILINE)) == packages
    for module in project["py-modules"]:
        assert f" {module}.py" in CONTAINERFILE


def test_the_container_has_the_packages_that_were_tested() -> None:
    """Its lock holds what the product needs, at the versions of requirements.lock."""
    pinned = re.compile(r"^([a-z0-9-]+)(?:\[\w+\])?==(\S+)", re.MULTILINE)
    tested = dict(pinned.findall((ROOT / "requirements.lock").read_text()))
    own = dict(pinned.findall((DEPLOY / "requirements.lock").read_text()))
    assert len(own) > 30 and own.items() <= tested.items()
    assert "pytest" not in own and "opentelemetry-sdk" in own


def test_variables_that_are_set_are_known() -> None:
    named = set(re.findall(r"\b([A-Z][A-Z_]+)=", CONTAINERFILE))
    named |= set(
        re.findall(r"^([A-Z_]+)=", (DEPLOY / "compose" / "hotline.env.example").read_text(), re.M)
    )
    for unit in UNITS:
        named |= set(re.findall(r"^Environment=(\w+)=", unit.read_text(), re.MULTILINE))
    for _name, pod in pods():
        named |= {each["name"] for each in pod["containers"][0].get("env", ())}
    assert named <= KNOWN


def test_nothing_runs_with_rights_or_a_writable_root() -> None:
    assert re.search(r"^USER 10105:10105$", CONTAINERFILE, re.MULTILINE)
    for name, pod in pods():
        assert pod["securityContext"]["runAsNonRoot"], name
        (container,) = pod["containers"]
        assert container["securityContext"]["readOnlyRootFilesystem"], name
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    for name in ("migrate", "hotline", "worker"):
        service = COMPOSE["services"][name]
        assert service["read_only"] and service["cap_drop"] == ["ALL"]


def test_whoever_stops_it_waits_until_turns_are_done() -> None:
    needed = drain_seconds() + STOP_SECONDS
    (serve,) = (pod for name, pod in pods() if name == "hotline-serve")
    assert serve["terminationGracePeriodSeconds"] > needed
    assert int(COMPOSE["services"]["hotline"]["stop_grace_period"].rstrip("s")) > needed
    (unit,) = (each.read_text() for each in UNITS if each.name == "hotline-serve.service")
    assert int(re.findall(r"TimeoutStopSec=(\d+)", unit)[0]) > needed
    assert "KillMode=mixed" in unit  # else systemd ends the processes that still serve


def test_an_endpoint_is_gone_before_the_listener_is() -> None:
    (serve,) = (pod for name, pod in pods() if name == "hotline-serve")
    container = serve["containers"][0]
    probe = container["readinessProbe"]
    assert probe["httpGet"]["path"] == "/readyz"
    noticed = (probe["periodSeconds"] + probe["timeoutSeconds"]) * probe["failureThreshold"]
    drains = next(each["value"] for each in container["env"] if each["name"] == "DRAIN_SECONDS")
    assert noticed < float(drains) == drain_seconds()
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"


def test_budgets_and_services_are_of_pods_that_there_are() -> None:
    labels = [
        each["spec"]["template"]["metadata"]["labels"]
        for each in MANIFESTS
        if each["kind"] == "Deployment"
    ]
    for each in MANIFESTS:
        if each["kind"] == "PodDisruptionBudget":
            assert each["spec"]["selector"]["matchLabels"] in labels
        if each["kind"] == "Service":
            assert each["spec"]["selector"] in labels
        if each["kind"] == "Deployment":
            assert each["spec"]["selector"]["matchLabels"] in labels
    update = next(each for each in MANIFESTS if each["metadata"]["name"] == "hotline-serve")
    assert update["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_takes_the_units(unit: Path, tmp_path: Path) -> None:
    """With a program that there is, and for a user that there is."""
    words = unit.read_text().replace("/opt/hotline/bin/hotline", sys.executable)
    words = re.sub(r"^(User|Group)=hotline$", r"\1=root", words, flags=re.MULTILINE)
    (tmp_path / unit.name).write_text(words)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit.name],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if unit.name in line]
    assert said == [] and done.returncode == 0, done.stderr
