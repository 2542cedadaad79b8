"""Imports of CSV files, and how far each has got."""

from sqlalchemy import Column, Text

from core.schema.columns import Moment, WholeNumber
from core.schema.distribution import COORDINATOR
from core.schema.tables import primary_key, required, table

import_run = table(
    "import_run",
    primary_key("file_hash", Text),
    primary_key("kind", Text),
    required("rows_done", WholeNumber),
    required("applied", WholeNumber),
    required("rejected", WholeNumber),
    required("updated_at", Moment),
    Column("done_at", Moment),
    distribution=COORDINATOR,
)
