"""Another operator's tiers must all have names."""

from typing import Any

import pytest

from core.programme import current_rules
from flows.all_words import load_wording
from flows.authoring import lint, problems_of
from flows.authoring.tier_names import tier_name_problems
from flows.dialogues import DIALOGUES
from flows.language import LANGUAGES, Edit

TIERS = [tier.name for tier in current_rules().tiers]


def test_the_tiers_of_this_programme_have_names() -> None:
    assert list(tier_name_problems(load_wording(), TIERS)) == []


def test_a_tier_without_a_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = current_rules()
    renamed = rules.tiers[-1].model_copy(update={"name": "platinum"})
    rules = rules.model_copy(update={"tiers": (*rules.tiers[:-1], renamed)})
    monkeypatch.setattr(lint, "current_rules", lambda: rules)
    found = [each for each in problems_of(DIALOGUES, load_wording()) if each.detail == "platinum"]
    assert {each.kind for each in found} == {"tier_without_name"}
    assert {(each.place.what, each.place.language) for each in found} == {
        (key, language)
        for key in ("text-tier", "tier-below", "tier-below_open", "tier-reached", "tier-name")
        for language in LANGUAGES
    } | {("account_greeting-member", "zh")}


@pytest.mark.parametrize(
    ("source", "unnamed"),
    [
        ("{ $tier -> *[basic] Basic\n [silver] S\n [gold] G\n [diamond] D\n }", []),
        ("{ $tier ->\n [gold] G\n *[other] Basic\n }", ["basic", "diamond", "silver"]),
        ("Diamond", []),
    ],
)
def test_edited_tier_sentence_is_checked_for_missing_tiers(source: str, unnamed: list[Any]) -> None:
    source = source.replace("*[basic]", "\n *[basic]")
    wording = load_wording().with_edit(Edit("en", "tier-name", f"tier-name = {source}"))
    assert [each.detail for each in tier_name_problems(wording, TIERS)] == unnamed
