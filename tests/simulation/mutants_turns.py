"""Mutants of a turn of a session."""

from __future__ import annotations

from mutant import CODES, COPIES, FREE_WORDS, Edit, Mutant

TURNS = (
    Mutant(
        "a reply is stored with its one-time code",
        (
            Edit(
                "flows/dialogues/code_confirmation/sending.py",
                "code=context.services.ids.digits(CODE_DIGITS),",
                "code=(code := context.services.ids.digits(CODE_DIGITS)),",
            ),
            Edit(
                "flows/dialogues/code_confirmation/sending.py",
                "    if not context.traits.replies_to_number:\n        _put_text",
                "    context.said = [words.replace(BLANK, code) for words in context.said]\n"
                "    if not context.traits.replies_to_number:\n        _put_text",
            ),
        ),
        by=CODES,
    ),
    Mutant(
        "an expired code is said again",
        (
            Edit(
                "core/members/one_time_codes.py",
                '("code_id"),\n    one_time_code.c.expires_at > bindparam("at"),\n',
                '("code_id"),\n',
            ),
        ),
        by=CODES,
    ),
    Mutant(
        "a repeated reply has no code",
        (
            Edit(
                "flows/engine/conversation.py",
                "if is_answered else open_turn.reply",
                "if is_answered else replace(open_turn.reply, code=None)",
            ),
        ),
        by=CODES,
    ),
    Mutant(
        "the turn's row is not written",
        (
            Edit(
                "flows/engine/turn_attempt.py",
                "if not read_only and (is_contested or has_written(conn) or says_a_code_again):",
                "if False:",
            ),
        ),
    ),
    Mutant(
        "the reply is saved before the commit",
        (
            Edit(
                "flows/engine/turn_attempt.py",
                "            recorded_turns.record(context, open_turn.heard, turn)\n",
                "            recorded_turns.record(context, open_turn.heard, turn)\n"
                "            self._sessions.save(open_turn, session, turn)\n",
            ),
        ),
    ),
    Mutant(
        "a session continues when its number is another member's",
        (
            Edit(
                "flows/engine/session_recovery.py",
                "if former is not None and _is_of(former, caller):",
                "if former is not None:",
            ),
        ),
    ),
    Mutant(
        "a lost connection is tried again as another message",
        (
            Edit(
                "flows/engine/recorded_turns.py",
                "        message_id=heard.message_id,\n        seq=",
                "        message_id=context.services.ids.new(),\n        seq=",
            ),
        ),
    ),
    Mutant(
        "a message whose session is lost is answered without the lock",
        (
            Edit(
                "flows/engine/turn_attempt.py",
                "is_contested = not open_turn.is_stored and _needs_session(heard)",
                "is_contested = False",
            ),
        ),
        COPIES,
    ),
    Mutant(
        "a turn that lost its lock ignores the reply of another copy",
        (
            Edit(
                "flows/engine/conversation.py",
                "                if other.reply is not None:\n",
                "                if False:\n",
            ),
        ),
        COPIES,
    ),
    Mutant(
        "the newest turn is read without a second look for the message",
        (
            Edit(
                "flows/engine/session_recovery.py",
                "        if answered is not None:\n",
                "        if False:\n",
            ),
        ),
        COPIES,
    ),
    Mutant(
        "a spoken yes spends points",
        (
            Edit(
                "flows/engine/yes_no.py",
                'if outcome == "yes" and self.costly and context.traits.spoken and not is_keyed:',
                "if False:",
            ),
        ),
        FREE_WORDS,
    ),
    Mutant(
        "a spoken one counts as the key",
        (
            Edit(
                "flows/engine/yes_no.py",
                "is_keyed = heard.text == YES_KEY and heard.confidence is None",
                "is_keyed = heard.text == YES_KEY",
            ),
        ),
        FREE_WORDS,
    ),
)
