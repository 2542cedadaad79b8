"""Versions of the programme's rules. Version 0 is programme.toml, and has no row here."""

from core.schema.columns import Day, Document
from core.schema.distribution import COORDINATOR
from core.schema.tables import four_eyes_columns, primary_key, required, table

rule_version = table(
    "rule_version",
    primary_key("version"),  # 1, 2, 3 ...
    required("effective_on", Day),
    required("rules", Document),  # all of them, as programme.toml has them
    *four_eyes_columns(),
    distribution=COORDINATOR,
)
