"""The page with the funnel of a dialogue."""

import re
from typing import Any

import pytest

from flows.dialogues import DIALOGUES

OPTION = re.compile(r'<option value="(\w+)"[^>]*>([^<]+)</option>')


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_dialogues_have_the_same_name_in_the_list(desk: Any, language: str) -> None:
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    listed = dict(OPTION.findall(browser.get("/desk/funnel").text))
    assert listed.keys() == DIALOGUES.flows.keys()
    assert len(set(listed.values())) == len(listed)
