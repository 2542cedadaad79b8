"""Runs of scheduled jobs."""

from sqlalchemy import Column, Text

from core.schema.columns import Day, Document, Moment
from core.schema.distribution import COORDINATOR
from core.schema.tables import primary_key, required, table

job_run = table(
    "job_run",
    primary_key("job", Text),
    primary_key("day", Day),
    required("worker", Text),
    required("lease_until", Moment),
    required("counts", Document),
    Column("done_at", Moment),
    distribution=COORDINATOR,
)
