"""A TCP port in front of a server's Unix socket, which can be made to behave like a host whose
network drops all packets.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT_IS_OPEN = 128  # connections that the kernel keeps until the relay takes them
CHUNK_BYTES = 65536


class Relay:
    """`address`: its host and port, for clients."""

    def __init__(self, target: str | Path) -> None:
        """`target`: the server's Unix socket."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=PORT_IS_OPEN)
        self.address: tuple[str, int] = self._listener.getsockname()
        number = self._listener.fileno()
        command = [sys.executable, __file__, str(number), str(target)]
        self._process = subprocess.Popen(command, pass_fds=[number])

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.close()

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Within the block connections pass nothing on, and no new one is established: the kernel
        drops the packets that ask for one, because the listener's queue is full."""
        os.kill(self._process.pid, signal.SIGSTOP)
        self._listener.listen(0)
        try:
            with socket.socket() as last:
                last.setblocking(False)
                # Takes the only place, unless a client is quicker: then the queue is full as well,
                # and waiting for a place would end with the time limit of the kernel, two minutes.
                last.connect_ex(self.address)
                yield
        finally:
            self._listener.listen(PORT_IS_OPEN)
            os.kill(self._process.pid, signal.SIGCONT)


@contextmanager
def relay(target: str | Path) -> Iterator[Relay]:
    made = Relay(target)
    try:
        yield made
    finally:
        made.end()


async def _serve(listener: socket.socket, target: str) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            server_reader, server_writer = await asyncio.open_unix_connection(target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(_pass_on(reader, server_writer), _pass_on(server_reader, writer))

    server = await asyncio.start_server(connected, sock=listener)
    await server.serve_forever()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(CHUNK_BYTES):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(_serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2]))
