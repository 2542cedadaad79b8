"""Deletes recordings that are older than the programme's `recording.kept_days`."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from core.contact_centre import Recording, RecordingKey, recordings
from core.programme import current_rules
from jobs.member_sweep import PAGE, Run


def delete_old(run: Run) -> None:
    """Remove the addresses of old recordings, and have the carrier delete the sound."""
    before = run.now() - timedelta(days=current_rules().recording.kept_days)

    def older(conn: Connection, after: RecordingKey) -> list[Recording]:
        return recordings.older(conn, before=before, limit=PAGE, after=after)

    for page in run.pages(older, recordings.FIRST, lambda recording: recording.key):
        for recording in page:
            forget = partial(recordings.forget, recording=recording, at=run.now())
            if run.change(recording.member_id, forget):
                run.counts["recordings"] += 1
