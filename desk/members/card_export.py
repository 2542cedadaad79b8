"""The stock of cards as a CSV file. The number of a card that a member has, or had, is masked."""

from __future__ import annotations

from functools import partial

from flask import Blueprint
from werkzeug.wrappers import Response

from core.members import StockCard, cards
from desk.frame import OVERSEERS, DeskContext, csv_export, requires_role
from desk.words import formatting

COLUMNS = ("number", "state", "member_id", "issued_by", "at")


def serve(desk: Blueprint, context: DeskContext) -> None:
    @desk.get("/cards.csv")
    @requires_role(*OVERSEERS)
    def export_cards() -> Response:
        page = partial(cards.stock_page, rows=csv_export.PAGE_ROWS)
        found = csv_export.all_pages(lambda last: context.read(partial(page, after=last)))
        return csv_export.download(context, "cards", COLUMNS, map(_row, found))


def _row(card: StockCard) -> tuple[object, ...]:
    return (
        cards.masked(card.number) if card.member_id else card.number,
        card.state,
        card.member_id or "",
        card.issued_by or "",
        formatting.to_the_second(card.at) if card.at else "",
    )
