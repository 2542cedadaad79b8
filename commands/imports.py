"""hotline import members|accruals FILE.csv"""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from commands.common import database
from core.imports import BadFile, ImportUnderWay, runner
from core.programme import RulesReloader

console = Console()
FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group("import")
def imports() -> None:
    """CSV files of any length into the book. Safe to stop, and safe to run again.

    UTF-8, comma-separated, the first line names the columns (in any order). A rejected row goes to
    FILE.rejected.csv with its line and the reason; the others are imported all the same. Stopped
    or killed, the same command goes on where it was; run again, nothing counts twice.
    docs/importing.md has every column.
    """


@imports.command()
@FILE
def members(file: Path) -> None:
    """Members, each with two empty accounts.

    \b
    number, name, joined_on, province   have to be there
    member_id                           allotted where it is empty
    tier, tier_until                    basic where empty; tier_until with every other tier
    status                              active where empty; arrears, suspended, frozen
    language, born_on, marketing_ok     zh or en; a day; yes or no, no where empty
    """
    _import("members", file)


@imports.command()
@FILE
def accruals(file: Path) -> None:
    """Bills, partners' and promotional points, opening balances.

    \b
    accrual_id     the key: it counts once, whatever file it comes in
    number         or member_id
    source         mobile, fixed_line, services: with yuan (and charge, fee where empty)
                   partner, promotion: with points (and partner; expires_on)
                   opening: with points and growth (and expires_on): a balance brought along
    earned_on      the day it was earned: tier, tenure, expiry go by it
    memo           what the member reads in the history
    """
    _import("accruals", file)


def _import(kind: runner.Kind, file: Path) -> None:
    book = database()
    RulesReloader(book, _now).reload()
    try:
        job = runner.Import(book, kind, file)
        with _bar(console) as bar:
            # The header is no row; a cell of several lines makes the bar stop short of its end.
            task = bar.add_task(file.name, total=max(0, job.source.lines - 1))
            report = job.run(_now, lambda done: bar.update(task, completed=done.rows_done))
    except (BadFile, ImportUnderWay) as error:
        raise click.ClickException(_said(error)) from error
    _tell(report)


def _now() -> datetime:
    return datetime.now(UTC)


def _said(error: BadFile | ImportUnderWay) -> str:
    return str(error) if isinstance(error, BadFile) else f"{error} is being imported already."


def _tell(report: runner.Report) -> None:
    done = report.progress
    if report.resumed_at:
        console.print(f"Went on after {report.resumed_at:,} rows.")
    console.print(
        f"{done.rows_done:,} rows: {done.applied:,} imported, {done.applied_before:,} were there"
        f" before, {done.rejected:,} rejected."
    )
    if not done.applied:
        console.print("Nothing was new.")
    if report.rejected_file:
        console.print(f"The rejected rows and why: {report.rejected_file}", soft_wrap=True)


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
    )
