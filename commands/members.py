"""hotline members erase NUMBER"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import click
from redis.exceptions import RedisError
from rich.table import Table
from sqlalchemy import Connection

from commands.common import console, open_database
from core.kernel import Database
from core.members import BadNumber, Member, member_points, phone_numbers, profiles
from core.personal_data import (
    ErasureReport,
    ErasureRequest,
    OpenBusiness,
    TableReport,
    callers,
    erasure,
)
from core.programme import RulesReloader, local_day
from flows.engine import connect, forget_caller, is_remembered

T = TypeVar("T")
BY = "hotline members"  # in the audit trail


@click.group()
def members() -> None:
    """Work on members' data."""


@members.command()
@click.argument("number")
@click.option(
    "--member", "member_id", type=int, help="The member's id, where several had that number."
)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def erase(number: str, member_id: int | None, yes: bool) -> None:
    """Erase the personal data of the member with the telephone NUMBER.

    Name, number, address, birthday, PIN and everything that was said or written are erased; a
    membership that has not ended ends now, and its points with it. Postings, orders and the audit
    trail are kept without the name: the command lists what was erased, what is kept, why, and until
    when. Nothing is erased while the member has open orders, complaints or points on their way.

    Where no member has the number, contacts and sessions of its caller are erased, if there are
    any. With the id of a member who has been erased before (--member), it only shows the list of
    then.
    """
    database = open_database()
    RulesReloader(database, _now).reload()
    number = _parsed(number)
    if member_id is not None and (earlier := _earlier_report(database, number, member_id)):
        _print_report(earlier, member_id)
        return
    member = _chosen(database, number, member_id)
    if member is None:
        _confirm_caller(database, number, yes)
    else:
        _confirm(database, member, yes)
        report = _run(database, partial(erasure.erase, member_id=member.member_id))
        _print_report(report, member.member_id)
    strangers = _run(database, partial(callers.erase, number=number))
    if strangers:
        _print_tables("Contacts under this number as a caller who was not a member", strangers)
    _forget_sessions(number)


def _parsed(number: str) -> str:
    """As for callers: whoever called or was imported before with a number that is not valid can be
    found, too."""
    try:
        return phone_numbers.carrier_number_of(number)
    except BadNumber:
        raise click.ClickException("That is not a telephone number.") from None


def _earlier_report(database: Database, number: str, member_id: int) -> ErasureReport | None:
    """Of a member who has been erased: no number leads to them any more, only their id. Refused
    where the number is somebody else's, who is not erased by this."""
    report = database.read(partial(erasure.report_of, member_id=member_id))
    others = database.read(partial(erasure.members_of, number=number)) if report else []
    if others:
        raise click.ClickException(
            f"Member {member_id} was erased before, and {profiles.masked(number)} is member"
            f" {others[-1].member_id}'s. Nothing was changed."
        )
    return report


def _chosen(database: Database, number: str, member_id: int | None) -> Member | None:
    """None: nobody has that number. A former member keeps it until the erasure, so it may have been
    several people's."""
    found = database.read(partial(erasure.members_of, number=number))
    if member_id is not None:
        found = [member for member in found if member.member_id == member_id]
        if not found:
            raise click.ClickException(f"Member {member_id} has another number, or none.")
    if len(found) > 1:
        each = "; ".join(f"{m.member_id} ({m.status}, since {m.joined_on})" for m in found)
        raise click.ClickException(f"Several members: {each}. Choose one with --member.")
    return found[0] if found else None


def _confirm_caller(database: Database, number: str, yes: bool) -> None:
    """Ends the command where nothing is stored about the number."""
    who = profiles.masked(number)
    is_known = database.read(partial(callers.is_known, number=number))
    if not is_known and not _in_redis(partial(is_remembered, number=number)):
        raise click.ClickException(f"No member has {who}, and nothing else is stored about it.")
    if not yes:
        question = f"No member has {who}. Erase what is stored about it as a caller's number?"
        click.confirm(f"{question} This cannot be undone.", abort=True)


def _confirm(database: Database, member: Member, yes: bool) -> None:
    who = f"member {member.member_id}, {profiles.masked(member.number)}"
    today = local_day(_now())
    points = database.read(
        lambda conn: member_points.with_points(conn, member.member_id, today)
    ).balance
    ends = "" if member.status == "left" else (
        f" The membership ends now, and {points:,} points with it."
    )  # fmt: skip
    if not yes:
        click.confirm(f"Erase {who}?{ends} This cannot be undone.", abort=True)


def _run(database: Database, work: Callable[[Connection, ErasureRequest], T]) -> T:
    asked = ErasureRequest(BY, "requested", _now())
    try:
        return database.run(lambda conn: work(conn, asked))
    except OpenBusiness as error:
        raise click.ClickException(
            f"Not erased. To be finished first: {error}. Nothing was changed."
        ) from error


def _print_report(report: ErasureReport, member_id: int) -> None:
    title = f"Erased of member {member_id} on {local_day(report.at)}"
    _print_tables(title, report.tables, report)
    if report.points:
        console.print(f"The membership ended, and {report.points:,} points with it.")
    if report.recordings:
        console.print(f"The carrier is told to delete {report.recordings} recordings.")
    if report.pictures:
        console.print(f"{report.pictures} pictures are deleted, at the carrier too.")


def _print_tables(
    title: str, tables: Sequence[TableReport], report: ErasureReport | None = None
) -> None:
    shown = Table("data", "deleted", "made nameless", "kept", "why", "until at least",
                  title=title, title_justify="left", box=None)  # fmt: skip
    for table in tables:
        until = report.kept_until(table.ground) if report and table.ground else ""
        numbers = (table.deleted, table.changed, table.kept)
        shown.add_row(
            table.rows, *(f"{n:,}" if n else "" for n in numbers), table.ground or "", str(until)
        )
    console.print(shown)


def _forget_sessions(number: str) -> None:
    """Deletes the sessions and replies in Redis, which would expire within a day."""
    if not os.environ.get("REDIS_URL"):
        console.print("REDIS_URL is not set: sessions in Redis expire within a day.")
    elif _in_redis(partial(forget_caller, number=number)) is None:
        console.print("Redis cannot be reached: sessions in it expire within a day.")


def _in_redis(work: Callable[[Any], T]) -> T | None:
    """What `work` returns; None where no Redis is set, or it cannot be reached."""
    url = os.environ.get("REDIS_URL")
    try:
        return work(connect(url)) if url else None
    except (RedisError, ValueError):
        return None


def _now() -> datetime:
    return datetime.now(UTC)
