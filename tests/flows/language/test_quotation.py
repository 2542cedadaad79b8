"""Words of an agent or a member within a sentence: exactly one mark ends them."""

import re

import pytest

from flows.all_words import load_wording
from flows.authoring.sentence_parts import parts_of
from flows.language import LANGUAGES, WordingError
from flows.protocol import Channel

WORDING = load_wording()
WRITTEN_BY_PEOPLE = {"beginning", "decision", "reason", "words"}
QUOTING = sorted(
    (key, language)
    for language in LANGUAGES
    for key in WORDING.keys(language)
    if parts_of(WORDING.message(key, language)).facts & WRITTEN_BY_PEOPLE
)
ENDS = ["", "。", ".", "？", "?", "！", "!", "……", "...", "，", ",", "。 ", ".\n", "。”", '."']
BARE = re.compile(r"\{ \$(?:" + "|".join(sorted(WRITTEN_BY_PEOPLE)) + r") \}")
DOUBLED = re.compile(
    r"[。．.，,；;]\s*[\"”]?\s*[。．，；;]|[。？！?!]\s*[\"”]?\s*[.。，,]|[^.]\.\.(?!\.)"
)


def test_there_are_sentences_that_quote() -> None:
    assert {"text-complaint_decided", "text-claim_refused", "complaint-confirm"} <= {
        key for key, _ in QUOTING
    }


@pytest.mark.parametrize(("key", "language"), QUOTING)
def test_quoted_words_end_with_one_mark(key: str, language: str) -> None:
    assert not BARE.search(WORDING.source(key, language)), "use SENTENCE()"
    words = "已经换了一个新的" if language == "zh" else "We sent you a new one"
    for channel in Channel:
        for end in ENDS:
            facts = WORDING.longest_facts(key, language)
            facts |= dict.fromkeys(WRITTEN_BY_PEOPLE & facts.keys(), words + end)
            try:
                said = WORDING.say(key, language, channel, facts)
            except WordingError:
                continue  # is not said on this channel
            if words not in said:
                continue  # quotes nothing on this channel
            assert not DOUBLED.search(said), said
            after = said.split(words)[1].lstrip()
            assert after[0] in "。.？?！!…", said
            if end.strip() in ("？", "?", "！", "!", "……", "..."):
                assert after.startswith(end.strip()), said
