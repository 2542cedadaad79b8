"""The foundation of all other rooms: the database and its transactions, the root of the exceptions,
settings from the environment, time limits and circuits for dependencies that do not answer, plain
text, CSV for spreadsheets, idempotency keys, reference numbers, and four-eyes decisions. It has no
knowledge of points or members.
"""

from core.kernel import (
    base_url,
    idempotency,
    plain_text,
    reference_numbers,
    spreadsheet_csv,
    tracing,
)
from core.kernel.circuit import Circuit
from core.kernel.database_errors import is_unanswered
from core.kernel.db import Database, InsertIfNew, has_written
from core.kernel.errors import (
    ActedMeanwhile,
    BadSettings,
    CannotOpen,
    HotlineError,
    KeyReused,
    LimitReached,
    NoSuchMember,
    NotAllowed,
    NotFound,
    NumberTaken,
    OutOfTime,
    Refused,
    Unavailable,
    UnprintableCharacter,
)
from core.kernel.four_eyes import (
    FourEyesVersion,
    FourEyesVersions,
    decide_once,
    is_second_person,
    require_second_person,
)
from core.kernel.gauges import start_sampling
from core.kernel.idempotency import Values
from core.kernel.money import MFEN_PER_FEN, rounded_to_fen
from core.kernel.parts import EVERYONE, Part, is_in_part
from core.kernel.rows import AnyRow, row_builder
from core.kernel.sealing import Sealer, is_sealed
from core.kernel.settings import DEMO_EXCHANGE_KEY, Settings
from core.kernel.time_limits import (
    at_least,
    at_most,
    require_time_left,
    seconds_left,
    time_limit,
)

__all__ = [
    "DEMO_EXCHANGE_KEY",
    "EVERYONE",
    "MFEN_PER_FEN",
    "ActedMeanwhile",
    "AnyRow",
    "BadSettings",
    "CannotOpen",
    "Circuit",
    "Database",
    "FourEyesVersion",
    "FourEyesVersions",
    "HotlineError",
    "InsertIfNew",
    "KeyReused",
    "LimitReached",
    "NoSuchMember",
    "NotAllowed",
    "NotFound",
    "NumberTaken",
    "OutOfTime",
    "Part",
    "Refused",
    "Sealer",
    "Settings",
    "Unavailable",
    "UnprintableCharacter",
    "Values",
    "at_least",
    "at_most",
    "base_url",
    "decide_once",
    "has_written",
    "idempotency",
    "is_in_part",
    "is_sealed",
    "is_second_person",
    "is_unanswered",
    "plain_text",
    "reference_numbers",
    "require_second_person",
    "require_time_left",
    "rounded_to_fen",
    "row_builder",
    "seconds_left",
    "spreadsheet_csv",
    "start_sampling",
    "time_limit",
    "tracing",
]
