"""The `hotline` command."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _ended_by_interrupt() -> Iterator[None]:
    """Ctrl-C ends the process at once: loading the commands takes a second or two, and an exception
    raised within somebody's import would be a page of traceback."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, before)


with _ended_by_interrupt():
    import click

    from commands.agents import agents
    from commands.cards import cards
    from commands.database import audit, db
    from commands.demo import demo
    from commands.dialogues import flows
    from commands.imports import imports
    from commands.members import members
    from commands.offers import offers
    from commands.phones import phone
    from commands.seals import seal
    from commands.servers import serve, worker
    from commands.webhooks import api


@click.group()
def main() -> None:
    """A points hotline for voice calls, text messages (SMS) and USSD.

    Members look up their points, redeem them and complain; agents take over at the desk. `hotline
    demo` shows all of it on this machine. In production the commands read the environment:
    DATABASE_URL, REDIS_URL and the others that README.md lists.
    """


for command in (
    demo,
    serve,
    worker,
    db,
    phone,
    flows,
    audit,
    imports,
    members,
    cards,
    offers,
    seal,
    agents,
    api,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
