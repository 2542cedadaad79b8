"""The schema as the first revision creates it, written out and frozen: one module an area, in the
order in which the foreign keys need them. Nothing in here changes any more; a change of the schema
is a new file in migrations/versions (docs/migrations.md).
"""

from sqlalchemy import Connection

from migrations.revision_0001 import (
    append_only_tables,
    contact_centre,
    ledger,
    ledger_functions,
    members,
    messaging,
    programme,
    redemption,
    service,
    transfers,
)

AREAS = (
    members,
    ledger,
    transfers,
    redemption,
    service,
    contact_centre,
    messaging,
    programme,
)


def create(connection: Connection) -> None:
    for area in AREAS:
        area.create()
    append_only_tables.protect_all(connection)
    ledger_functions.create(connection)
