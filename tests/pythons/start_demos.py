"""Installs and starts the demo on each Python from 3.11 on this machine, without a compiler.

    make pythons

For each it runs the Makefile's own installation, starts `hotline demo`, makes a call by USSD, and
stops it. The PATH has the few programs that this needs and no others, so whatever would have to be
compiled fails. Needs nothing but a Python.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
FIRST_MINOR, LAST_MINOR = 11, 14
PROGRAMS = ("sh", "make", "grep", "touch", "uv")
INSTALLED_ELSEWHERE = (".pyenv/versions/3.{minor}.*/bin", ".local/share/uv/python/*/bin")
CALL = {"sessionId": "1", "phoneNumber": "+8613800000001", "serviceCode": "*105#", "text": ""}
STOPS_WITHIN_SECONDS = 60


def main() -> int:
    failed = 0
    for minor in range(FIRST_MINOR, LAST_MINOR + 1):
        python = next(pythons(minor), None)
        if python is None:
            print(f"Python 3.{minor}: not on this machine", flush=True)
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                print(f"Python 3.{minor}: {try_demo(python, Path(folder))}", flush=True)
            except Failed as error:
                failed += 1
                print(f"Python 3.{minor}: FAILED. {error}", flush=True)
    return 1 if failed else 0


class Failed(Exception):
    pass


def pythons(minor: int) -> Iterator[str]:
    """Those that run: pyenv has a stub in the PATH for versions that are not chosen."""
    name = f"python3.{minor}"
    found = [shutil.which(name)]
    for folder in INSTALLED_ELSEWHERE:
        files = Path.home().glob(f"{folder.format(minor=minor)}/{name}")
        found += [str(file) for file in sorted(files)]
    for file in filter(None, found):
        if (
            subprocess.run([file, "-c", "import venv, ensurepip"], capture_output=True).returncode
            == 0
        ):
            yield file


def try_demo(python: str, folder: Path) -> str:
    began = time.monotonic()
    path = folder / "bin"
    path.mkdir()
    for name in PROGRAMS:
        if file := shutil.which(name):
            (path / name).symlink_to(file)
    environment = {
        name: each for name, each in os.environ.items() if name not in ("CC", "REDIS_URL")
    }
    environment["PATH"] = str(path)
    venv = folder / "venv"
    install = ["make", f"VENV={venv}", f"PYTHON={python}", f"{venv}/installed"]
    done = subprocess.run(install, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{done.stdout}{done.stderr}")
    installed_seconds = time.monotonic() - began
    demo = subprocess.Popen(
        [venv / "bin" / "hotline", "demo", "--port", "0"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said, address = until_it_answers(demo)
        screen = call(address)
    finally:
        demo.terminate()
        demo.wait(STOPS_WITHIN_SECONDS)
    redis = re.search(r"Redis +(.*), kept", said)
    assert redis
    return f"installed in {installed_seconds:.0f} s; Redis {redis[1]}; USSD answers {screen!r}"


def until_it_answers(demo: subprocess.Popen[str]) -> tuple[str, str]:
    """What it has printed, and its address."""
    said = ""
    for line in demo.stdout or ():
        said += line
        if found := re.search(r"is on (\S+)", line):
            return said, found[1]
    raise Failed(said)


def call(address: str) -> str:
    url = f"{address}ussd/session?token=demo-ussd-token"
    with urlopen(url, urlencode(CALL).encode()) as answer:
        screen = str(answer.read().decode())
    if not screen.startswith("CON "):
        raise Failed(screen)
    return screen.splitlines()[0]


if __name__ == "__main__":
    sys.exit(main())
