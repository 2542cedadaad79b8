"""Taking a port, or ending the command with a sentence that says why it cannot be had."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import click

PORT = click.IntRange(0, 65535)
ANSWERS_WITHIN_SECONDS = 1.0  # on this machine; a listener with a full backlog does not answer
# Whoever opens http://localhost:8000/ may be led to either of the two loopback addresses.
LOOPBACKS = ("127.0.0.1", "::1")
THIS_MACHINE = frozenset({*LOOPBACKS, "localhost", "0.0.0.0", "::", ""})  # noqa: S104  as it may be told


def listen(host: str, port: int, backlog: int, *, options: str) -> socket.socket:
    """A socket that listens from now on, so that nobody else can take the port. `options` are the
    names by which the port may be given."""
    with port_refusals(host, port, options=options):
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        # Without it the port is refused for a minute after its last connection.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(backlog)
        except OSError:
            listener.close()
            raise
        return listener


@contextmanager
def port_refusals(host: str, port: int, *, options: str) -> Iterator[None]:
    """Ends the command where something listens on the port already, and where the block fails to.

    The operating system alone does not see to it: it lets two programs share a port that both ask
    for it (SO_REUSEPORT), and lets one have 127.0.0.1 while another has ::1, or on macOS while
    another has all addresses. Each would then get some of the other's requests.
    """
    taken = (
        f"Port {port} is taken: another program already listens on it."
        f" Stop that program, or choose another port with {options}."
    )
    addresses = LOOPBACKS if host in THIS_MACHINE else (host,)
    if port and any(_answers(address, port) for address in addresses):
        raise click.ClickException(taken)
    try:
        yield
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.ClickException(taken) from None
        raise click.ClickException(
            f"Cannot listen on port {port} of {host}: {error.strerror}."
            f" Choose another port with {options}."
        ) from None


def _answers(address: str, port: int) -> bool:
    try:
        with socket.create_connection((address, port), ANSWERS_WITHIN_SECONDS) as connection:
            # A free port may be given to this very connection, which then answers itself.
            return bool(connection.getsockname() != connection.getpeername())
    except TimeoutError:
        return True
    except OSError:
        return False
