"""Checks every document that a test gets to see: the carrier plays an error to the caller instead
of a document that does not parse."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from flask import Flask, Response, request_finished

from core.kernel import plain_text

XML = ("text/xml", "application/xml")


def check_rendered(rendered: str) -> str:
    """Asserts that a TwiML document parses, or that a text or screen is plain text; returns it."""
    if rendered.startswith("<?xml"):
        assert ElementTree.fromstring(rendered.encode()).tag == "Response", rendered
    else:
        assert plain_text.is_plain(rendered), ascii(rendered)
    return rendered


def check_response(sender: Flask, response: Response, **_: Any) -> None:
    if response.mimetype in XML:
        check_rendered(response.get_data(as_text=True))


def check_every_response() -> None:
    """Checks each answer of each application in this process, also of those in threads, whose
    failure reaches the client as a 500."""
    request_finished.connect(check_response)
