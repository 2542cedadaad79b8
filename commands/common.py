"""What the groups of the command share."""

import os

import click

from core.db import Database


def database() -> Database:
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise click.ClickException("DATABASE_URL is missing.")
    return Database(url)
