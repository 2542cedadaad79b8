"""Checks that each package of requirements.lock has a wheel for each Python and platform, so that
nothing has to be compiled:

    make wheels

pip is asked what it would install there, and downloads nothing but metadata where the index has it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
# The wheels that pip takes on each: of older systems too.
PLATFORMS = {
    "Linux x86_64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "Linux aarch64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    "macOS arm64": ("macosx_14_0_arm64",),
}


def main() -> int:
    failed = 0
    for version in VERSIONS:
        for platform, tags in PLATFORMS.items():
            pinned = list(requirements(version, platform))
            problem = missing(pinned, version, tags)
            failed += bool(problem)
            print(f"Python {version}, {platform}: {problem or f'{len(pinned)} wheels'}", flush=True)
    return 1 if failed else 0


def requirements(version: str, platform: str) -> Iterator[str]:
    """The pinned packages that are installed there. pip itself would ask the Python it runs on."""
    system = "linux" if platform.startswith("Linux") else "darwin"
    there = {
        "python_version": version,
        "python_full_version": f"{version}.9",
        "sys_platform": system,
        "platform_system": system.capitalize(),
        "platform_machine": platform.split()[1],
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        found = re.match(r"(\S+==\S+)(?: ; (.*?))?(?: \\)?$", line)
        if found and (not found[2] or Marker(found[2]).evaluate(there)):
            yield found[1]


def missing(pinned: list[str], version: str, tags: tuple[str, ...]) -> str:
    """pip's complaint; '' if it has none."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--no-deps"]
    command += ["--ignore-installed", "--only-binary=:all:", "--python-version", version]
    command += ["--ignore-requires-python"]  # it would compare with the Python that it runs on
    for tag in tags:
        command += ["--platform", tag]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [*command, "--target", folder, *pinned], capture_output=True, text=True
        )
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return " ".join(errors) or ("" if done.returncode == 0 else done.stderr)


if __name__ == "__main__":
    sys.exit(main())
