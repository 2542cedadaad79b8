"""Imports the bill files of a directory, as `hotline import accruals` does for one file.

A file must be moved into the directory when it is complete, not written there. After the import it
is moved into done/, together with the file of its rejected rows; or into refused/ if it cannot be
read, together with a file that says why.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, count
from pathlib import Path

import structlog

from core.imports import REJECTED, BadFile, Import, ImportUnderWay, Progress
from jobs import leases
from jobs.leases import Lease
from jobs.member_sweep import NO_DATABASE, Run, Stopped

SUFFIX = ".csv"  # in any case: some systems write MAY.CSV
REASON = ".reason.txt"
HASH_CHARS = 8  # in the new name: next month's file of the same name overwrites nothing
log = structlog.get_logger()


def import_files(run: Run, *, directory: Path) -> None:
    """Import every CSV file in `directory`; a file that fails does not stop the others."""
    for path in sorted(filter(_is_complete, directory.iterdir())):
        run.heartbeat()
        try:
            _import(run, path)
        except (Stopped, *NO_DATABASE):
            raise
        except BadFile as error:
            _refuse(run, path, error)
        except (ImportUnderWay, FileNotFoundError):
            continue  # another worker has it, or has moved it on
        except Exception:
            log.exception("bill failed", file=path.name)  # and go on with the next file
            run.counts["failed"] += 1


def _refuse(run: Run, path: Path, why: BadFile) -> None:
    if not path.exists():
        return  # another worker has moved it on
    log.error("bill refused", file=path.name, why=str(why))
    run.counts["refused"] += 1
    name = _unused_name(path.parent / "refused", path)
    rejected = path.with_name(path.name + REJECTED)
    if rejected.exists():
        _move(rejected, "refused", name + REJECTED)
    _move(path, "refused", name)
    (path.parent / "refused" / (name + REASON)).write_text(f"{why}\n", encoding="utf-8")


def _unused_name(folder: Path, path: Path) -> str:
    """The name of the file, or MAY.2.CSV, MAY.3.CSV ... if the folder has one of that name. Not
    with the file's hash, as after an import: one that cannot be read is refused as well."""
    names = (f"{path.stem}.{number}{path.suffix}" for number in count(2))
    return next(name for name in chain([path.name], names) if not (folder / name).exists())


def _is_complete(path: Path) -> bool:
    """Whether this is a CSV file other than the rejected rows of an import under way. Without their
    source, these are a corrected file that was put here to be imported."""
    source = path.with_name(path.name.removesuffix(REJECTED))
    is_being_written = path.name.endswith(REJECTED) and source.exists()
    return path.suffix.lower() == SUFFIX and path.is_file() and not is_being_written


def _import(run: Run, path: Path) -> None:
    """Import one file. If the worker is killed, the import continues from its last chunk once the
    lease has run out."""
    bill = Import(run.database, "accruals", path)
    lease = Lease(f"bill:{bill.source.hash}", run.day, run.worker)
    counts: Counter[str] = Counter()
    holder = leases.take(run.database, lease, run.now, counts)
    if holder is None:
        return

    def heartbeat(_: Progress) -> None:
        run.heartbeat()
        holder.heartbeat()

    try:
        report = bill.run(run.now, heartbeat)
    except Stopped:
        holder.hand_back()
        raise
    counts.update(files=1, applied=report.progress.applied, rejected=report.progress.rejected)
    run.counts.update(counts)
    unique = f"{path.stem}.{bill.source.hash[:HASH_CHARS]}"
    if report.rejected_file is not None:
        _move(report.rejected_file, "done", f"{unique}{REJECTED}")
    _move(path, "done", f"{unique}{SUFFIX}")
    holder.finish()


def _move(path: Path, where: str, name: str) -> None:
    folder = path.parent / where
    folder.mkdir(exist_ok=True)
    path.rename(folder / name)
