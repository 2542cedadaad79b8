"""What the tests of the API check of every refusal."""

from __future__ import annotations

from typing import Any


def problem(answer: Any, status: int, name: str) -> dict[str, Any]:
    assert answer.mimetype == "application/problem+json", answer.text
    found: dict[str, Any] = answer.json
    assert (answer.status_code, found["status"]) == (status, status), found
    assert found["type"] == f"urn:points-hotline:problem:{name}" and found["title"]
    return found
