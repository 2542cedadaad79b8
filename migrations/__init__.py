"""The database's history. Alembic is run from here, with the connection the program has already:
there is no second place where a database's address could be wrong."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from core.kernel import Database


def upgrade(database: Database) -> None:
    """To the newest version; does nothing where it is there already."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
