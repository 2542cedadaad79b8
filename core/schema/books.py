"""Daily totals of the programme's accounts, and the seals of days that are closed."""

from sqlalchemy import Text

from core.schema.columns import Day, Moment, WholeNumber
from core.schema.distribution import COORDINATOR
from core.schema.tables import primary_key, required, table

# Programme accounts hold no balance: these are their totals, by day, of days that are over.
programme_day = table(
    "programme_day",
    primary_key("day", Day),
    primary_key("contra", Text),
    primary_key("unit", Text),
    primary_key("kind", Text),
    required("postings", WholeNumber),
    required("amount", WholeNumber),  # as the members see it: above 0 means issued
    distribution=COORDINATOR,
)

seal = table(
    "seal",
    primary_key("shard"),
    primary_key("day", Day),
    required("postings", WholeNumber),
    required("head", Text),  # SHA-256 of the previous head and the day's postings
    required("sealed_at", Moment),
    distribution=COORDINATOR,
)

# What is known of the book as a whole, each mark under its name: when it was audited last, with how
# many violations, and its epoch, which changes when it is restored from a backup.
book_mark = table(
    "book_mark",
    primary_key("name", Text),
    required("value", Text),
    required("at", Moment),
    distribution=COORDINATOR,
)
