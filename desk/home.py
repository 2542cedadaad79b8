"""Where an agent begins."""

from __future__ import annotations

from flask import Blueprint, render_template

from desk.access import READERS, may


def serve(desk: Blueprint) -> None:
    @desk.get("/")
    @may(*READERS)
    def home() -> str:
        return render_template("desk/home.html")
