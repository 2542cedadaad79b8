"""The suppliers: whom to ask for what points buy."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from core.kernel import Refused
from core.redemption import catalogue, suppliers
from desk.frame import (
    LEADERS,
    READERS,
    Office,
    difference,
    fingerprint,
    may,
    must_be_as_shown,
    must_slug,
    refused,
    said,
    shown_of,
    text,
    to,
)

NAME_CHARS_MAX, CONTACT_CHARS_MAX = 60, 200
CHANGEABLE = ("name", "contact", "active")
LONGEST = {"name": NAME_CHARS_MAX, "contact": CONTACT_CHARS_MAX}


def serve(desk: Blueprint, office: Office) -> None:
    @desk.get("/suppliers", endpoint="suppliers")
    @may(*READERS)
    def every() -> str:
        return _list(office)

    @desk.post("/suppliers")
    @may(*LEADERS)
    def add_supplier() -> Response | tuple[str, int]:
        code = must_slug(request.form, "code")
        try:
            office.do(lambda conn: _add(office, conn, code))
        except Refused as error:
            status = refused(office, error)
            return _list(office), status
        said(office, "done-supplier-added")
        return to("suppliers")

    @desk.get("/suppliers/<code>", endpoint="supplier")
    @may(*READERS)
    def one(code: str) -> str:
        return _one(office, code)

    @desk.post("/suppliers/<code>")
    @may(*LEADERS)
    def change_supplier(code: str) -> Response | tuple[str, int]:
        try:
            office.do(lambda conn: _change(office, conn, code))
        except Refused as error:
            status = refused(office, error)
            return _one(office, code), status
        said(office, "done-supplier")
        return to("supplier", code=code)


def _list(office: Office) -> str:
    """With whatever was typed into the form that it answers; so has _one."""
    found = office.look(suppliers.everyone)
    return render_template("desk/suppliers.html", suppliers=found, longest=LONGEST)


def _one(office: Office, code: str) -> str:
    supplier = office.look(lambda conn: suppliers.by_code(conn, code))
    items = [each for each in office.look(catalogue.everything) if each.supplier == code]
    return render_template(
        "desk/supplier.html",
        supplier=supplier,
        items=items,
        longest=LONGEST,
        as_shown=fingerprint(shown_of(supplier, CHANGEABLE)),
    )


def _described() -> dict[str, Any]:
    return {name: text(request.form, name, longest) for name, longest in LONGEST.items()}


def _add(office: Office, conn: Connection, code: str) -> None:
    described = _described()
    suppliers.add(conn, code=code, **described)
    office.record(conn, "supplier_added", supplier=code, becomes=described)


def _change(office: Office, conn: Connection, code: str) -> None:
    suppliers.is_active(conn, code)  # whose row is locked
    before = shown_of(suppliers.by_code(conn, code), CHANGEABLE)
    must_be_as_shown(request.form, before)
    becomes = _described() | {"active": request.form.get("active") == "yes"}
    suppliers.change(conn, code, **becomes)
    if changed := difference(before, becomes):
        office.record(conn, "supplier_changed", supplier=code, **changed)
