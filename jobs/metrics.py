"""The metrics of a worker: what its jobs and deliveries do, and the state of the whole hotline that
one of the workers reads from the database (jobs.watch)."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

from core.messaging import Topic

DELIVERIES = Counter(
    "hotline_deliveries",
    "Tries to deliver an event of the outbox; abandoned ones are not tried again.",
    ["topic", "outcome"],
)
for _topic in Topic:
    for _outcome in ("delivered", "postponed", "failed", "abandoned"):
        DELIVERIES.labels(_topic, _outcome)  # 0 from the start: a first one is an increase
JOB_FAILURES = Counter("hotline_job_failures", "Runs of a job that failed.", ["job"])
JOB_MEMBERS_FAILED = Counter(
    "hotline_job_members_failed", "Members whose change failed in a job that went on.", ["job"]
)
JOB_SUCCEEDED = Gauge(
    "hotline_job_last_success_timestamp_seconds",
    "When a run of the job ended without a failure.",
    ["job"],
    multiprocess_mode="livemax",
)
JOB_OVERDUE = Gauge(
    "hotline_job_overdue_seconds",
    "For how long a daily or monthly job has been due and not done; 0: it is done.",
    ["job"],
    multiprocess_mode="livemax",
)
QUEUE = Gauge(
    "hotline_queue_waiting",
    "Requests that wait for an agent.",
    ["channel", "way"],
    multiprocess_mode="livemax",
)
QUEUE_WAIT = Gauge(
    "hotline_queue_longest_wait_seconds",
    "How long the oldest request that waits for an agent has waited.",
    ["channel", "way"],
    multiprocess_mode="livemax",
)
OUTBOX = Gauge(
    "hotline_outbox_waiting",
    "Events that are due and not delivered, of the first ten thousand.",
    ["topic"],
    multiprocess_mode="livemax",
)
OUTBOX_LAG = Gauge(
    "hotline_outbox_lag_seconds",
    "For how long the oldest event that is not delivered has been due.",
    ["topic"],
    multiprocess_mode="livemax",
)
AUDITED = Gauge(
    "hotline_last_audit_timestamp_seconds",
    "When `hotline audit` ended last.",
    multiprocess_mode="livemax",
)
VIOLATIONS = Gauge(
    "hotline_last_audit_violations",
    "How many violations the last audit found.",
    multiprocess_mode="livemax",
)
SEALED = Gauge(
    "hotline_last_seal_timestamp_seconds",
    "When a day of the ledger was sealed last.",
    multiprocess_mode="livemax",
)
SEALED_DAY = Gauge(
    "hotline_last_sealed_day_timestamp_seconds",
    "The beginning of the last day of the ledger that is sealed.",
    multiprocess_mode="livemax",
)
DESKS = Gauge("hotline_desks_open", "Agents who have the desk open.", multiprocess_mode="livemax")
AGENTS = Gauge("hotline_agents", "Agents by state.", ["state"], multiprocess_mode="livemax")
WATCHED = Gauge(
    "hotline_watch_timestamp_seconds",
    "When the state of the hotline was read from the database last, by the one worker that does.",
    multiprocess_mode="livemax",
)
MOMENTS = (JOB_SUCCEEDED, AUDITED, SEALED, SEALED_DAY, WATCHED)
"""Of what has happened: they are never 0 again."""
