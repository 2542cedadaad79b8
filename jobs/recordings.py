"""Deletes recordings and pictures that are older than the programme's `recording.kept_days`."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from core.contact_centre import Picture, PictureKey, Recording, RecordingKey, pictures, recordings
from core.programme import current_rules
from jobs.member_sweep import PAGE, Run


def delete_old(run: Run) -> None:
    """Remove the rows of old pictures and the addresses of old recordings, and have their content
    deleted, at the carrier too."""
    before = run.now() - timedelta(days=current_rules().recording.kept_days)

    def older(conn: Connection, after: RecordingKey) -> list[Recording]:
        return recordings.older(conn, before=before, limit=PAGE, after=after)

    def older_pictures(conn: Connection, after: PictureKey) -> list[Picture]:
        return pictures.older(conn, before=before, limit=PAGE, after=after)

    for page in run.pages(older, recordings.FIRST, lambda recording: recording.key):
        for recording in page:
            forget = partial(recordings.forget, recording=recording, at=run.now())
            if run.change(recording.member_id, forget):
                run.counts["recordings"] += 1
    for old in run.pages(older_pictures, pictures.FIRST, lambda picture: picture.key):
        for picture in old:
            delete = partial(pictures.forget, unwanted=picture, at=run.now())
            if run.change(picture.member_id, delete):
                run.counts["pictures"] += 1
