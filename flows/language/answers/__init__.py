"""What a short answer means, typed or spoken, in both languages: yes, no or "cancel", a number, an
amount, or the name of an option. Pure functions of the text; anything that they do not know
entirely is no answer, so no consent is taken from a question, a condition or a negation."""

from flows.language.answers.asides import Aside, Topic, aside_in
from flows.language.answers.changes import calls_off, changed_to, corrected, refused_in
from flows.language.answers.data import phrases_in
from flows.language.answers.grades import given_grade_of, grade_of
from flows.language.answers.numbers import (
    Amount,
    OptionNumber,
    amount_of,
    are_apart,
    digits_of_words,
    option_of,
)
from flows.language.answers.numerals import in_figures
from flows.language.answers.options import is_bare_name, is_same, option_named, options_named
from flows.language.answers.pages import Page, asks_for_more, page_of
from flows.language.answers.replies import Reply, is_doubt, is_everything, reply_of
from flows.language.answers.small_talk import (
    SmallTalk,
    asks_how,
    asks_to_go_back,
    asks_to_repeat,
    asks_to_slow_down,
    is_acknowledgement,
    is_politeness,
    is_puzzled,
    small_talk_of,
)
from flows.language.answers.taking_back import is_for_oneself, regrets, takes_back
from flows.language.answers.text import asks, is_left_open

__all__ = [
    "Amount",
    "Aside",
    "OptionNumber",
    "Page",
    "Reply",
    "SmallTalk",
    "Topic",
    "amount_of",
    "are_apart",
    "aside_in",
    "asks",
    "asks_for_more",
    "asks_how",
    "asks_to_go_back",
    "asks_to_repeat",
    "asks_to_slow_down",
    "calls_off",
    "changed_to",
    "corrected",
    "digits_of_words",
    "given_grade_of",
    "grade_of",
    "in_figures",
    "is_acknowledgement",
    "is_bare_name",
    "is_doubt",
    "is_everything",
    "is_for_oneself",
    "is_left_open",
    "is_politeness",
    "is_puzzled",
    "is_same",
    "option_named",
    "option_of",
    "options_named",
    "page_of",
    "phrases_in",
    "refused_in",
    "regrets",
    "reply_of",
    "small_talk_of",
    "takes_back",
]
