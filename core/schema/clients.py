"""Other systems that use the API: clients, their tokens, and the requests that they had carried
out."""

from sqlalchemy import CheckConstraint, Column, Index, Text

from core.schema.columns import Document, Flag, Moment
from core.schema.distribution import COORDINATOR
from core.schema.tables import foreign_key, primary_key, required, table

# Secrets and tokens are random and long, so that a plain SHA-256 of them cannot be inverted.
api_client = table(
    "api_client",
    primary_key("client_id", Text),
    required("scopes", Text),  # separated by spaces
    required("active", Flag),
    required("secret_hash", Text),
    Column("former_hash", Text),  # the secret before, which is valid until former_until
    Column("former_until", Moment),
    required("created_at", Moment),
    CheckConstraint("(former_hash IS NULL) = (former_until IS NULL)", name="former"),
    distribution=COORDINATOR,
)

api_token = table(
    "api_token",
    primary_key("token_hash", Text),
    required("client_id", Text),
    required("scopes", Text),
    required("expires_at", Moment),
    foreign_key("api_client", "client_id"),
    distribution=COORDINATOR,
)
Index("api_token_expires", api_token.c.expires_at)

# The requests that change something, each by the key that its client gave it, so that a request
# that comes again has its effect once. Answers name members by their ids only.
api_request = table(
    "api_request",
    primary_key("client_id", Text),
    primary_key("key", Text),
    required("request_hash", Text),
    Column("answer", Document),  # NULL only within the transaction that carries it out
    required("recorded_at", Moment),
    foreign_key("api_client", "client_id"),
    distribution=COORDINATOR,
)
Index("api_request_oldest", api_request.c.recorded_at)
