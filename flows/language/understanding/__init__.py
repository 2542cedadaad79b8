"""Understanding of free words: what a member wants who neither keys nor texts a keyword.

One function for typed and for spoken words, understand(). It says what they ask for, how sure that
is, and what to do: carry it out, ask back, offer two, or say that it was not understood.
"""

from flows.language.understanding.blanking import blanked
from flows.language.understanding.grievance import is_short, tells_grievance, wants_change
from flows.language.understanding.labels import COSTLY, ELSEWHERE, FORGOTTEN, Label
from flows.language.understanding.number_tails import tail_in, without_tail
from flows.language.understanding.ordinary import is_ordinary
from flows.language.understanding.references import reference_in, references_in
from flows.language.understanding.several_wishes import wishes_in
from flows.language.understanding.slots import (
    ALL,
    HALF,
    KEEPING,
    amount_in,
    gigabytes_in,
    gigabytes_of,
    number_in,
    share_in,
    yuan_in,
)
from flows.language.understanding.telephones import without_telephone
from flows.language.understanding.texts import (
    asks_another,
    asks_for_given,
    asks_for_received,
    is_forgotten,
    only_cancels,
    understand,
    withdraws_here,
)
from flows.language.understanding.transfers import (
    THEN,
    about_each_receiver,
    request_in,
    transfer_in,
    transfers_in,
)
from flows.language.understanding.understood import Does, Understanding, public_scores

__all__ = [
    "ALL",
    "COSTLY",
    "ELSEWHERE",
    "FORGOTTEN",
    "HALF",
    "KEEPING",
    "THEN",
    "Does",
    "Label",
    "Understanding",
    "about_each_receiver",
    "amount_in",
    "asks_another",
    "asks_for_given",
    "asks_for_received",
    "blanked",
    "gigabytes_in",
    "gigabytes_of",
    "is_forgotten",
    "is_ordinary",
    "is_short",
    "number_in",
    "only_cancels",
    "public_scores",
    "reference_in",
    "references_in",
    "request_in",
    "share_in",
    "tail_in",
    "tells_grievance",
    "transfer_in",
    "transfers_in",
    "understand",
    "wants_change",
    "wishes_in",
    "withdraws_here",
    "without_tail",
    "without_telephone",
    "yuan_in",
]
