"""The `hotline` command."""

import click

from commands.agents import agents
from commands.books import audit, db
from commands.dialogues import flows, phone
from commands.imports import imports
from commands.seals import seal
from commands.servers import demo, serve, worker


@click.group()
def main() -> None:
    """A points hotline: voice, SMS and USSD on one ledger."""


for command in (demo, serve, worker, db, phone, flows, audit, imports, seal, agents):
    main.add_command(command)


if __name__ == "__main__":
    main()
