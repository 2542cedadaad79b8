"""What the groups of the command share."""

import os

import click
from rich.console import Console

from core.kernel import Database

LOOPBACK = "127.0.0.1"
DEMO_PORT = 8000
console = Console()


def database() -> Database:
    return Database(database_url())


def database_url() -> str:
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise click.ClickException("DATABASE_URL is missing.")
    return url
