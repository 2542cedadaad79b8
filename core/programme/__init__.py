"""The rules of the loyalty programme. `current_rules()` returns those in effect at this moment,
`shipped_rules()` those that the product ships with (programme.toml), `versions` keeps the ones that
supervisors draft and approve, and `RulesReloader` switches a running process to a new version. The
calendar (`local_day`, `start_of_day`, working days) is here too: every deadline depends on it.
"""

from core.programme import editable_fields, versions
from core.programme.calendar import (
    FIRST_DAY,
    LAST_DAY,
    after_working_days,
    is_day,
    local_day,
    months_after,
    months_before,
    start_of_day,
    years_between,
)
from core.programme.current import current_rules, set_current_rules
from core.programme.editable_fields import RuleField, Value
from core.programme.polling import POLL_SECONDS, Poller
from core.programme.programme import Programme, shipped_rules
from core.programme.reload import RulesReloader
from core.programme.rule_types import POINTS_MAX, SENIOR, Earning, ExchangePartner, TierTerm
from core.programme.versions import Version

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "POINTS_MAX",
    "POLL_SECONDS",
    "SENIOR",
    "Earning",
    "ExchangePartner",
    "Poller",
    "Programme",
    "RuleField",
    "RulesReloader",
    "TierTerm",
    "Value",
    "Version",
    "after_working_days",
    "current_rules",
    "editable_fields",
    "is_day",
    "local_day",
    "months_after",
    "months_before",
    "set_current_rules",
    "shipped_rules",
    "start_of_day",
    "versions",
    "years_between",
]
