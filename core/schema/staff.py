"""Agents, their web sessions, and the audit trail of what they see and do."""

from sqlalchemy import Column, Index, Text, UniqueConstraint

from core.schema.columns import Document, Flag, Moment, WholeNumber
from core.schema.distribution import COORDINATOR, EVERYWHERE
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import foreign_key, one_of, primary_key, required, table

agent = table(
    "agent",
    primary_key("agent", Text),  # the name that is typed to sign in
    required("name", Text),
    required("role", Text),
    required("language", Text),
    required("number", Text),  # where accepted calls are put through to, E.164
    required("active", Flag),
    required("password_hash", Text),
    Column("password_expires_at", Moment),  # of a first password; NULL: the agent chose their own
    Column("totp_secret", Text),  # sealed (core.kernel.sealing); NULL: no second factor yet
    required("totp_used", WholeNumber),  # the newest time step accepted: a code is valid once
    required("presence", Text),
    required("presence_since", Moment),
    required("missed_call", Flag),  # away because a call was not answered
    Column("seen_at", Moment),  # last activity at the desk; NULL: none yet
    Column("desk_open_at", Moment),  # when a page of the desk was last open; NULL: never
    one_of("role", "agent", "supervisor", "auditor"),
    one_of("language", "zh", "en"),
    one_of("presence", "offline", "available", "away"),
    distribution=EVERYWHERE,
)

# The accounts of the company's sign-in provider that agents have connected with theirs. The
# provider names an account by its own address and a name that it never gives to another one.
company_account = table(
    "company_account",
    primary_key("issuer", Text),
    primary_key("subject", Text),
    required("agent", Text),
    required("connected_at", Moment),
    UniqueConstraint("agent"),
    foreign_key("agent", "agent"),
    distribution=COORDINATOR,
)

# The security keys (WebAuthn) that agents have added beside their authenticator apps.
security_key = table(
    "security_key",
    primary_key("credential_id", Text),  # base64url, as the key names itself
    required("agent", Text),
    required("name", Text),  # how the agent tells it from others
    required("public_key", Text),  # COSE, base64url
    required("uses", WholeNumber),  # counted by the key: a copy of it falls behind
    required("added_at", Moment),
    Column("used_at", Moment),  # NULL: not yet
    foreign_key("agent", "agent"),
    distribution=COORDINATOR,
)
Index("security_key_agent", security_key.c.agent)

# The browsers that are signed in, or have sent the right password and not the second factor yet.
web_session = table(
    "web_session",
    primary_key("session_hash", Text),  # SHA-256 of the token in the cookie
    required("agent", Text),
    required("complete", Flag),  # false: the second factor is awaited
    required("began_at", Moment),
    required("seen_at", Moment),
    required("address", Text),
    required("device", Text),  # what the browser says it is
    Column("challenge", Text),  # that a security key is to sign, once; NULL: none
    foreign_key("agent", "agent"),
    distribution=COORDINATOR,
)
Index("web_session_agent", web_session.c.agent)

# The forms of the desk that were carried out, so that a form submitted twice has its effect once. A
# form is known by the key that its page was rendered with, and the address it is submitted to.
form_submission = table(
    "form_submission",
    primary_key("agent", Text),
    primary_key("form_key", Text),
    primary_key("action", Text),
    required("content_hash", Text),
    Column("result", Document),  # NULL only within the transaction that carries the form out
    required("recorded_at", Moment),
    distribution=COORDINATOR,
)
Index("form_submission_oldest", form_submission.c.recorded_at)

# Every access to and change of a member's data, and all other work at the desk (as member 0).
trail = table(
    "trail",
    primary_key("member_id"),
    primary_key("entry_id", Text),
    required("agent", Text),
    required("act", Text),
    required("detail", Document),
    required("at", Moment),
    erasure=Erasure(
        rows="audit trail",
        ground=Ground.AUDIT,
        cleared=("detail",),
        kept=("entry_id", "agent", "act"),
    ),
)
Index("trail_newest", trail.c.at)
Index("trail_of_agent", trail.c.agent, trail.c.at)
