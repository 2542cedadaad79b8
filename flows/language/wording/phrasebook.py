"""The sentences of one package, and the facts that they may use."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.protocol import Channel


@dataclass(frozen=True)
class Phrasebook:
    """Declares the files `*.zh.ftl` and `*.en.ftl` of a package.

    `facts`: every fact that a sentence may use, with the longest value it can have: an int, a text,
    or a dict of texts by language. `flows.authoring` says every sentence with these values to see
    whether it fits its channel, and refuses a sentence that uses any other fact.
    `says`: sentences that code says by their key, where no step of a dialogue does, each with the
    channels it is said on.
    `defaults`: facts that a session, or a text to be sent, of the release before may lack, with the
    value that is right for these.
    """

    package: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    says: Mapping[str, Collection[Channel]] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def longest_facts(self, language: str) -> dict[str, Any]:
        return facts_in_language(language, self.facts)


def facts_in_language(language: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Replaces each fact that is a dict of texts by language with the text in `language`.

    Answers keep such facts in all languages, because a member may change the language in between.
    """
    return {
        name: fact[language] if isinstance(fact, dict) and language in fact else fact
        for name, fact in facts.items()
    }
