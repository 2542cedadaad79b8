"""hotline import members|accruals|changes|receipts|vouchers FILE.csv"""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from commands.common import console, open_database
from core.imports import BadFile, ImportUnderWay, runner
from core.kernel import Sealer, Settings
from core.programme import RulesReloader
from core.redemption import vouchers

FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group("import")
def imports() -> None:
    """Import members, points, changes of members, receipts or codes of vouchers from CSV files.

    A file may be of any length. It is UTF-8 and comma-separated, a row is one line, and the first
    line names the columns, in any order. A file with a line that cannot be read is refused before
    anything is imported. A row that is rejected is written to FILE.rejected.csv with its line
    number and the reason; the other rows are imported. If the command is stopped or killed, the
    same command continues where it was; a row that was imported already does not count again.
    docs/importing.md describes every column.
    """


@imports.command()
@FILE
def members(file: Path) -> None:
    """Import members.

    Each gets an empty account for points and one for growth.

    \b
    number, name, joined_on, province   required
    member_id                           assigned if empty
    tier, tier_until                    basic if empty; any other tier needs tier_until
    status                              active if empty; or arrears, suspended, frozen
    city                                of the province, if it is known
    language, born_on, marketing_ok     zh or en; a day; yes or no (no if empty)
    """
    _import("members", file)


@imports.command()
@FILE
def accruals(file: Path) -> None:
    """Import points that members earned.

    From bills, partners and promotions; the balances that they had in another programme; and
    reversals of all these.

    \b
    accrual_id     the key: an accrual counts once, whatever file it comes in
    number         or member_id
    source         mobile, fixed_line, services: need yuan (and charge; fee if empty)
                   partner, promotion: need points (and partner; expires_on)
                   opening: needs points and growth (and expires_on): the balance so far
    earned_on      the day on which it was earned, which decides tier, tenure and expiry
    kind           accrual if empty; a reversal needs reverses, the accrual_id that it takes back,
                   in part if yuan or points are given
    memo           what the member reads in the history
    """
    _import("accruals", file)


@imports.command()
@FILE
def changes(file: Path) -> None:
    """Import what billing and other systems report of members.

    An event counts once. One that comes after a later one of its sort is kept, and changes nothing.

    \b
    event_id, source    the key: an event counts once, whatever file it comes in
    kind                joined, number_changed, owner_changed, province_moved, arrears_begun,
                        arrears_settled, suspended, resumed, ported_out, left
    happened_at         such as 2026-05-31T10:00:00+08:00; of two of one sort the later one counts
    number              the number at that time, or member_id
    new_number          of number_changed
    province            of province_moved and joined; and city if it is known
    name                of joined; and language, born_on if they are known
    """
    _import("changes", file)


@imports.command()
@FILE
def receipts(file: Path) -> None:
    """Import receipts that billing and merchants have issued.

    A claim for missing points that matches one of them is decided at once.

    \b
    merchant            a name of at most 20 letters, digits and spaces
    receipt_number      6 to 20 digits; with the merchant it is the key
    source              mobile, fixed_line, services: what was paid for
    issued_on           the day of the receipt
    yuan                its amount
    number, member_id   whose it is; empty: whoever knows its amount
    """
    _import("receipts", file)


@imports.command("vouchers")
@FILE
def voucher_codes(file: Path) -> None:
    """Import codes of e-vouchers, which members redeem points for.

    Needs the SECRET_KEY of the servers: the codes are stored sealed. Delete the file afterwards.

    \b
    sku                 of a voucher in the catalogue
    code                4 to 24 letters, digits and dashes
    expires_on          the last day on which it is good
    """
    settings = Settings()
    if not settings.secret_keys[0]:
        raise click.ClickException("SECRET_KEY is not set.")
    _import("vouchers", file, settings.sealer(vouchers.SEALED_FOR))


def _import(kind: runner.Kind, file: Path, sealer: Sealer | None = None) -> None:
    database = open_database()
    RulesReloader(database, _now).reload()
    try:
        job = runner.Import(database, kind, file, sealer=sealer)
        with _progress_bar() as bar:
            task = bar.add_task(file.name, total=job.source.row_count)
            report = job.run(_now, lambda done: bar.update(task, completed=done.rows_done))
    except (BadFile, ImportUnderWay) as error:
        raise click.ClickException(_message(error)) from error
    console.print(f"{job.source.lines:,} lines, of which the first names the columns.")
    _print_report(report)


def _now() -> datetime:
    return datetime.now(UTC)


def _message(error: BadFile | ImportUnderWay) -> str:
    return str(error) if isinstance(error, BadFile) else f"{error} is being imported already."


def _print_report(report: runner.Report) -> None:
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
        console.print(
            f"The rejected rows, with the reasons: {report.rejected_file}", soft_wrap=True
        )


def _progress_bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
    )
