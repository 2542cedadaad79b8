"""Members: their profiles and telephone numbers, what each status permits, identification by PIN
and one-time code, look-up by the numbers that members quote, and changes of their data and status.
"""

from core.members import (
    cards,
    changes,
    leave_reasons,
    lookup,
    member_points,
    membership,
    numbers,
    one_time_codes,
    permissions,
    phone_numbers,
    pins,
    profiles,
    spending_limits,
    text_consent,
)
from core.members.cards import StockCard
from core.members.errors import (
    BadNumber,
    CodeExpired,
    CodeLimit,
    CodeReplaced,
    CodeTooSoon,
    CodeWrong,
    MemberIdInUse,
    NoPin,
    NotOpenYet,
    NumberInUse,
    PinLocked,
    PinTooWeak,
    UndeclaredProof,
    WrongPin,
)
from core.members.lookup import Hit
from core.members.member_points import MemberWithPoints
from core.members.membership import Status
from core.members.one_time_codes import BLANK, CodeReference
from core.members.permissions import CODE, PIN, Act, ProofPolicy
from core.members.phone_numbers import (
    is_fixed_line,
    mobile_digits,
    mobile_number_of,
    national_digits,
    number_of,
    number_to_look_up,
)
from core.members.pins import HASHER, hashed, matches
from core.members.profiles import NOBODY, Member, masked

__all__ = [
    "BLANK",
    "CODE",
    "HASHER",
    "NOBODY",
    "PIN",
    "Act",
    "BadNumber",
    "CodeExpired",
    "CodeLimit",
    "CodeReference",
    "CodeReplaced",
    "CodeTooSoon",
    "CodeWrong",
    "Hit",
    "Member",
    "MemberIdInUse",
    "MemberWithPoints",
    "NoPin",
    "NotOpenYet",
    "NumberInUse",
    "PinLocked",
    "PinTooWeak",
    "ProofPolicy",
    "Status",
    "StockCard",
    "UndeclaredProof",
    "WrongPin",
    "cards",
    "changes",
    "hashed",
    "is_fixed_line",
    "leave_reasons",
    "lookup",
    "masked",
    "matches",
    "member_points",
    "membership",
    "mobile_digits",
    "mobile_number_of",
    "national_digits",
    "number_of",
    "number_to_look_up",
    "numbers",
    "one_time_codes",
    "permissions",
    "phone_numbers",
    "pins",
    "profiles",
    "spending_limits",
    "text_consent",
]
