"""Several Redis servers on this machine that stand in for each other: a cluster of three primaries
with a replica each, and a primary with a replica and a sentinel. They listen on ports of the
loopback interface, because they do not talk to each other over Unix sockets."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redis import Redis
from redis.crc import key_slot
from redis.exceptions import RedisError

from commands.embedded_redis import find_program

PRIMARIES, NODES, SLOTS = 3, 6, 16384
# A silent server is given up by the others after this; a replica takes over within as much again.
SILENT_MS = 1_000
READY_WITHIN_SECONDS = 60.0
BUS_OFFSET = 10_000  # the nodes of a cluster talk to each other on a port that much higher
CLUSTERED = {
    "cluster-enabled": "yes",
    "cluster-node-timeout": SILENT_MS,
    "cluster-replica-validity-factor": 0,  # a replica takes over, however old its data
}


class Server:
    def __init__(self, folder: Path, port: int, options: Mapping[str, object]) -> None:
        folder.mkdir()
        given = {"port": port, "bind": "127.0.0.1", "dir": folder, "save": "", **options}
        words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
        self._command = [find_program().file, *words]
        self.port = port
        self.client = Redis(port=port, decode_responses=True)
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: bool(self.client.ping()), "a server answers")

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def replication(self) -> dict[str, Any]:
        return dict(self.client.info("replication"))

    @property
    def is_replica(self) -> bool:
        return bool(self.replication["role"] == "slave")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def cluster(self, *words: object) -> Any:
        return self.client.execute_command("CLUSTER", *map(str, words))

    def lines(self) -> list[list[str]]:
        """What it knows of each node: its id, address, roles, ..., and the slots that it serves."""
        return [line.split(" ") for line in str(self.cluster("NODES")).splitlines()]

    def knows(self, node_id: str) -> bool:
        return any(line[0] == node_id for line in self.lines())

    def sees_all_slots(self) -> bool:
        return "cluster_state:ok" in str(self.cluster("INFO"))

    def serves(self, slot: int) -> bool:
        return slot in self._slots()

    @contextmanager
    def without_slots(self) -> Iterator[None]:
        slots = self._slots()
        self.cluster("DELSLOTS", *slots)
        try:
            yield
        finally:
            self.cluster("ADDSLOTS", *slots)

    def _slots(self) -> list[int]:
        own = next(line for line in self.lines() if "myself" in line[2])
        ranges = [each.partition("-") for each in own[8:]]
        return [
            slot for first, _, last in ranges for slot in range(int(first), int(last or first) + 1)
        ]


class RedisCluster:
    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.nodes = [Server(folder / str(port), port, CLUSTERED) for port in free_ports(NODES)]
        primaries, replicas = self.nodes[:PRIMARIES], self.nodes[PRIMARIES:]
        share = -(-SLOTS // PRIMARIES)
        for number, node in enumerate(primaries):
            node.cluster("ADDSLOTS", *range(number * share, min(SLOTS, (number + 1) * share)))
        for node in self.nodes:
            node.cluster("MEET", "127.0.0.1", primaries[0].port)
        for primary, replica in zip(primaries, replicas, strict=True):
            node_id = primary.cluster("MYID")
            wait_for(lambda r=replica, n=node_id: r.knows(n), "the nodes know each other")
            replica.cluster("REPLICATE", node_id)
        self.wait_until_served()

    @property
    def url(self) -> str:
        return f"redis+cluster://{','.join(node.name for node in self.nodes)}"

    def wait_until_served(self) -> None:
        """Until all nodes that run agree that each slot has its primary."""
        wait_for(lambda: all(node.sees_all_slots() for node in self._running()), "all is served")

    def wait_for_replicas(self) -> None:
        wait_for(
            lambda: all(
                node.replication["master_link_status"] == "up"
                for node in self._running()
                if node.is_replica
            ),
            "each replica follows",
        )

    def primary_of(self, key: str) -> Server:
        """The node that holds `key`."""
        slot = key_slot(key.encode())
        return next(node for node in self._primaries() if node.serves(slot))

    @contextmanager
    def killed(self, *nodes: Server) -> Iterator[None]:
        """`nodes` are killed, and start again, empty, at the end of the block."""
        for node in nodes:
            node.kill()
        try:
            yield
        finally:
            for node in nodes:
                node.start()
            self.wait_until_served()

    def flush(self) -> None:
        for node in self._primaries():
            node.client.flushall()

    def stop(self) -> None:
        for node in self.nodes:
            node.kill()

    def _running(self) -> list[Server]:
        return [node for node in self.nodes if node.is_running]

    def _primaries(self) -> list[Server]:
        return [node for node in self._running() if not node.is_replica]


class RedisWithSentinel:
    """A primary and its replica, with one sentinel, whose word is enough."""

    def __init__(self, folder: Path) -> None:
        primary, replica, sentinel = free_ports(3)
        self._primary = Server(folder / "primary", primary, {})
        self._servers = [self._primary, Server(folder / "replica", replica, {})]
        self._servers[1].client.replicaof("127.0.0.1", primary)
        wait_for(
            lambda: self._servers[1].replication["master_link_status"] == "up",
            "the replica follows",
        )
        self._sentinel_port = sentinel
        settings = folder / "sentinel.conf"
        settings.write_text(
            f"port {sentinel}\nbind 127.0.0.1\ndir {folder}\n"
            f"sentinel monitor points 127.0.0.1 {primary} 1\n"
            f"sentinel down-after-milliseconds points {SILENT_MS}\n"
        )
        self._sentinel = subprocess.Popen(
            [find_program().file, str(settings), "--sentinel"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        client: Any = Redis(port=sentinel, decode_responses=True)
        wait_for(lambda: bool(client.sentinel_slaves("points")), "the sentinel knows the replica")

    @property
    def url(self) -> str:
        return f"redis+sentinel://127.0.0.1:{self._sentinel_port}/points"

    def kill_primary(self) -> None:
        self._primary.client.wait(1, int(READY_WITHIN_SECONDS * 1000))
        self._primary.kill()

    def __enter__(self) -> RedisWithSentinel:
        return self

    def __exit__(self, *_: object) -> None:
        self._sentinel.kill()
        self._sentinel.wait()
        for server in self._servers:
            server.kill()


def free_ports(count: int) -> list[int]:
    """Ports that are free together with those of a cluster's bus. Processes that look at the same
    time begin at different ones."""
    found: list[int] = []
    for port in range(17_000 + os.getpid() % 100 * 50, 40_000):
        if all(_is_free(each) for each in (port, port + BUS_OFFSET)):
            found.append(port)
        if len(found) == count:
            break
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def wait_for(is_so: Callable[[], bool], what: str) -> None:
    give_up_at = time.monotonic() + READY_WITHIN_SECONDS
    while True:
        try:
            if is_so():
                return
        except (RedisError, OSError):
            pass
        assert time.monotonic() < give_up_at, f"never so: {what}"
        time.sleep(0.05)
