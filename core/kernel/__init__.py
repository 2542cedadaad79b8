"""The foundation of all other rooms: the database and its transactions, the root of the exceptions,
settings from the environment, plain text, CSV for spreadsheets, idempotency keys, reference
numbers, and four-eyes decisions. It has no knowledge of points or members.
"""

from core.kernel import idempotency, plain_text, reference_numbers, spreadsheet_csv
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
    Refused,
    UnprintableCharacter,
)
from core.kernel.four_eyes import (
    FourEyesVersion,
    FourEyesVersions,
    decide_once,
    is_second_person,
    require_second_person,
)
from core.kernel.idempotency import Values
from core.kernel.rows import AnyRow, row_builder
from core.kernel.sealing import Sealer, is_sealed
from core.kernel.settings import Settings

__all__ = [
    "ActedMeanwhile",
    "AnyRow",
    "BadSettings",
    "CannotOpen",
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
    "Refused",
    "Sealer",
    "Settings",
    "UnprintableCharacter",
    "Values",
    "decide_once",
    "has_written",
    "idempotency",
    "is_sealed",
    "is_second_person",
    "plain_text",
    "reference_numbers",
    "require_second_person",
    "row_builder",
    "spreadsheet_csv",
]
