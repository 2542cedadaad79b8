"""Bill files that somebody put into a directory: `hotline import accruals`, without the somebody.

A file is moved in when it is whole, not written there. When it has been imported it is moved on,
into done/ (or refused/, where it cannot be read), with what was rejected of it beside it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import structlog

from core.imports import REJECTED, BadFile, Import, ImportUnderWay, Progress
from jobs import leases
from jobs.leases import Lease
from jobs.member_sweep import NO_DATABASE, Run, Stopped

HASH_CHARS = 8  # in the name, so that next month's file of the same name overwrites nothing
log = structlog.get_logger()


def post(run: Run, *, directory: Path) -> None:
    files = [path for path in sorted(directory.glob("*.csv")) if not _is_being_written(path)]
    for path in files:
        run.beat()
        try:
            _post(run, path)
        except (Stopped, *NO_DATABASE):
            raise
        except BadFile as error:
            _refuse(run, path, error)
        except (ImportUnderWay, FileNotFoundError):
            continue  # another worker has it, or has moved it on
        except Exception:
            log.exception("bill failed", file=path.name)  # those after it are none the worse
            run.counts["failed"] += 1


def _refuse(run: Run, path: Path, why: BadFile) -> None:
    if not path.exists():
        return  # another worker has moved it on
    log.error("bill refused", file=path.name, why=str(why))
    run.counts["refused"] += 1
    for file in (path, path.with_name(path.name + REJECTED)):
        if file.exists():
            _move(file, "refused", file.name)


def _is_being_written(path: Path) -> bool:
    """What is rejected of a file that is being imported; without that file it was put here to be
    imported, mended."""
    source = path.with_name(path.name.removesuffix(REJECTED))
    return path.name.endswith(REJECTED) and source.exists()


def _post(run: Run, path: Path) -> None:
    """Killed anywhere, it is gone on with from the last chunk when the lease has run out."""
    bill = Import(run.database, "accruals", path)
    lease = Lease(f"bill:{bill.source.hash}", run.day, run.worker)
    counts: Counter[str] = Counter()
    keeper = leases.take(run.database, lease, run.now, counts)
    if keeper is None:
        return

    def beat(_: Progress) -> None:
        run.beat()
        keeper.beat()

    try:
        report = bill.run(run.now, beat)
    except Stopped:
        keeper.give_back()
        raise
    counts.update(files=1, applied=report.progress.applied, rejected=report.progress.rejected)
    run.counts.update(counts)
    unique = f"{path.stem}.{bill.source.hash[:HASH_CHARS]}"
    if report.rejected_file is not None:
        _move(report.rejected_file, "done", f"{unique}{REJECTED}")
    _move(path, "done", f"{unique}.csv")
    keeper.finish()


def _move(path: Path, where: str, name: str) -> None:
    folder = path.parent / where
    folder.mkdir(exist_ok=True)
    path.rename(folder / name)
