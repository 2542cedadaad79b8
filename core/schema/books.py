"""The programme's own books: days closed and sealed, jobs run, files read."""

from sqlalchemy import Column, Text

from core.schema.columns import Day, Document, Moment, Whole
from core.schema.tables import key, must, table

# A programme account has no row of its own: these are its totals, of days that are over.
programme_day = table(
    "programme_day",
    key("day", Day),
    key("contra", Text),
    key("unit", Text),
    key("kind", Text),
    must("postings", Whole),
    must("amount", Whole),  # from the members' side: above 0 it was issued
)

seal = table(
    "seal",
    key("shard"),
    key("day", Day),
    must("postings", Whole),
    must("head", Text),  # SHA-256 over the head before it and the day's postings
    must("sealed_at", Moment),
)

job_run = table(
    "job_run",
    key("job", Text),
    key("day", Day),
    must("worker", Text),
    must("lease_until", Moment),
    must("counts", Document),
    Column("done_at", Moment),
)

import_run = table(
    "import_run",
    key("file_hash", Text),
    key("kind", Text),
    must("rows_done", Whole),
    must("applied", Whole),
    must("rejected", Whole),
    must("updated_at", Moment),
    Column("done_at", Moment),
)
