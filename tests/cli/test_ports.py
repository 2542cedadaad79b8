"""A port that another program listens on is refused, before anything else is begun."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from demo_command import environment, free_port, refused

from commands.metrics import metrics_served
from commands.ports import listen

PRODUCTION = {
    "SECRET_KEY": "k" * 40,
    "REDIS_URL": "redis://127.0.0.1:1",
    "PUBLIC_URL": "https://hotline.example",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "a-token",
    "HOTLINE_NUMBER": "+8610105",
    "USSD_TOKEN": "another-token",
}
HOSTS = ("127.0.0.1", "0.0.0.0", "::1", "::", "localhost")
needs_ipv6 = pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 on this machine")


@contextmanager
def another_program(host: str, *, shares: bool = False) -> Iterator[int]:
    """The port on which it listens; `shares`: with everyone who asks for it as well."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        if ":" in host:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shares:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind((host, 0))
        listener.listen()
        yield int(listener.getsockname()[1])


@needs_ipv6
@pytest.mark.parametrize("shares", [False, True])
@pytest.mark.parametrize("taken", ["127.0.0.1", "0.0.0.0", "::1", "::"])
@pytest.mark.parametrize("host", HOSTS)
def test_a_port_is_refused_that_is_taken_in_either_family(
    host: str, taken: str, shares: bool
) -> None:
    with another_program(taken, shares=shares) as port, pytest.raises(click.ClickException) as why:
        listen(host, port, 1, options="--port (PORT)")
    assert why.value.message == (
        f"Port {port} is taken: another program already listens on it."
        " Stop that program, or choose another port with --port (PORT)."
    )


@needs_ipv6
@pytest.mark.parametrize("host", HOSTS)
def test_a_free_port_is_had_and_then_taken(host: str) -> None:
    with (
        listen(host, 0, 1, options="") as first,
        pytest.raises(click.ClickException, match="is taken"),
    ):
        listen(host, first.getsockname()[1], 1, options="")


def test_a_port_is_had_again_at_once_after_a_connection() -> None:
    """The operating system remembers a connection for a minute."""
    with listen("127.0.0.1", 0, 1, options="") as listener:
        port = listener.getsockname()[1]
        client = socket.create_connection(("127.0.0.1", port))
        served, _ = listener.accept()
        served.close()
        client.close()
    listen("127.0.0.1", port, 1, options="").close()


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(click.ClickException, match=r"Cannot listen on port 0 of 192\.0\.2\.1: "):
        listen("192.0.2.1", 0, 1, options="--port (PORT)")


@pytest.mark.parametrize("shares", [False, True])
def test_a_metrics_port_is_refused_that_is_taken(shares: bool) -> None:
    with (
        another_program("127.0.0.1", shares=shares) as port,
        pytest.raises(click.ClickException, match=rf"{port} is taken.*METRICS_PORT"),
        metrics_served("127.0.0.1", port),
    ):
        pass


def test_demo_on_a_taken_port_says_so_and_begins_nothing(tmp_path: Path) -> None:
    with another_program("127.0.0.1", shares=True) as port:
        said = refused(tmp_path, "--port", str(port))
    assert f"Error: Port {port} is taken" in said
    assert not (tmp_path / ".demo" / "hotline.db").exists()


def test_demo_with_a_taken_metrics_port_says_so_and_begins_nothing(tmp_path: Path) -> None:
    with another_program("127.0.0.1") as port:
        said = refused(tmp_path, "--port", "0", METRICS_PORT=str(port))
    assert f"Error: Port {port} is taken" in said and "METRICS_PORT" in said
    assert not (tmp_path / ".demo" / "hotline.db").exists()


def test_server_on_a_taken_port_says_so(seeded_url: str) -> None:
    with another_program("0.0.0.0", shares=True) as port:
        done = subprocess.run(
            [sys.executable, "-m", "hotline", "serve", "--port", str(port)],
            env=environment(DATABASE_URL=seeded_url, **PRODUCTION),
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert f"Error: Port {port} is taken" in done.stderr


def test_metrics_and_the_hotline_do_not_share_a_port(tmp_path: Path) -> None:
    port = str(free_port())
    assert f"Port {port} is taken" in refused(tmp_path, "--port", port, METRICS_PORT=port)


def test_a_number_that_is_no_port_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hotline", "serve", "--port", "99999"],
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and "99999 is not in the range" in done.stderr


@pytest.fixture
def seeded_url(seeded: object) -> str:
    return str(seeded.engine.url.render_as_string(hide_password=False))  # type: ignore[attr-defined]
