"""hotline phone"""

from __future__ import annotations

import os
import signal

import click
import requests

from commands.common import DEMO_DIRECTORY, DEMO_PORT, LOOPBACK, console
from core.kernel import Settings
from phone import terminal
from phone.carrier import Carrier

HEALTH_SECONDS = 5
SIP_PORT = 5070  # 5060 is often a softphone's own
NAMES: dict[terminal.Kind, str] = {"voice": "a call", "sms": "texts", "ussd": "a USSD session"}
URL_OPTION = click.option(
    "--url",
    default=f"http://{LOOPBACK}:{DEMO_PORT}",
    show_default=True,
    help="Where the hotline runs.",
)
TRANSCRIPT_OPTION = click.option(
    "--transcript",
    is_flag=True,
    help="Print a transcript at the end, which a test can replay.",
)


@click.group()
@URL_OPTION
@TRANSCRIPT_OPTION
@click.pass_context
def phone(context: click.Context, url: str, transcript: bool) -> None:
    """Use a phone: in the terminal, as the member who has NUMBER, or a softphone.

    The hotline must be running: start `hotline demo` first. Options may stand before or after the
    kind of phone.
    """
    given = {"url": url, "transcript": transcript}
    context.default_map = dict.fromkeys(phone.commands, given)


def _terminal_phone(kind: terminal.Kind) -> click.Command:
    @click.command(kind, short_help=f"In the terminal: {NAMES[kind]}.")
    @click.argument("number")
    @URL_OPTION
    @TRANSCRIPT_OPTION
    def use(number: str, url: str, transcript: bool) -> None:
        """Use a phone in the terminal, as the member who has NUMBER.

        Type what the member would press or text. An empty line is silence, and h hangs up.
        """
        terminal.run(kind, number, _carrier(url), transcript)

    return use


for _kind in NAMES:
    phone.add_command(_terminal_phone(_kind))


@phone.command()
@URL_OPTION
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=SIP_PORT,
    show_default=True,
    help="The UDP port to listen on.",
)
def sip(url: str, port: int) -> None:
    """Answer a softphone, or any other SIP telephone on this machine.

    Who calls is the user part of its address: an account 13800000001 is that member. Ctrl-C ends
    it. Needs the extra `sip`.
    """
    try:
        from phone.sip.server import PortTaken, SipServer
        from phone.sip.sounds import Sounds
        from phone.sip.voices import warm_up
    except ImportError as missing:
        raise click.ClickException(
            f"The package {missing.name} is not installed: `make sip` installs the extra `sip`,"
            " which Linux (x86_64) and macOS (arm64) have for Python 3.11 and 3.12."
        ) from None
    carrier = _carrier(url)

    def started() -> None:
        warm_up()
        where = f"sip:hotline@{LOOPBACK}:{port}"
        console.print(f"The hotline is on {where}  Stop it with Ctrl-C.", soft_wrap=True)

    server = SipServer(carrier, Sounds(url, carrier.public_url), console.print)
    for ends in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ends, lambda *_: server.stop())
    try:
        server.serve(port, started)
    except PortTaken:
        raise click.ClickException(
            f"UDP port {port} is taken: another program already listens on it."
            " Stop that program, or choose another port with --port."
        ) from None


def _carrier(url: str) -> Carrier:
    """Signs as the carrier of the hotline at `url`. Ends the command if no hotline answers there:
    else a phone would only hear what a carrier says of a broken webhook."""
    try:
        requests.get(f"{url.rstrip('/')}/healthz", timeout=HEALTH_SECONDS)
    except requests.RequestException:
        raise click.ClickException(
            f"No hotline answers at {url}. Start `hotline demo` first, or name another with --url."
        ) from None
    # The demo's server serves the recordings that this phone makes.
    os.environ.setdefault("MEDIA_DIR", str(DEMO_DIRECTORY / "media"))
    settings = Settings.for_demo(public_url=os.environ.get("PUBLIC_URL") or url)
    return Carrier.from_settings(settings, url)
