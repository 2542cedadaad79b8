"""The programme's rules, typed, and checked when they are loaded: see programme.toml."""

import tomllib
from datetime import tzinfo
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    model_validator,
)

FILE = Path(__file__).with_name("programme.toml")


class _Rules(BaseModel):
    # A misspelt rule must not be a rule that silently keeps its default: there are no defaults.
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tier(_Rules):
    name: str
    growth_from: NonNegativeInt
    earns_percent: PositiveInt


class TierTerm(_Rules):
    months: PositiveInt
    grace_months: NonNegativeInt
    growth_months: PositiveInt
    rated_on_day_of_month: int = Field(ge=1, le=28)


class TenureBonus(_Rules):
    years: PositiveInt
    percent: PositiveInt


class Earning(_Rules):
    points_per_yuan: PositiveInt
    posted_on_day_of_month: int = Field(ge=1, le=28)
    sources: tuple[str, ...]
    sources_in_points: tuple[str, ...]
    charges_earning: tuple[str, ...]
    charges_not_earning: tuple[str, ...]
    tenure_bonus: tuple[TenureBonus, ...]


class Expiry(_Rules):
    years_after: NonNegativeInt
    notices_days_before: tuple[PositiveInt, ...]
    grace_days: PositiveInt


class Redemption(_Rules):
    opens_after_points: NonNegativeInt
    cost_fen_per_point: PositiveInt
    points_per_day_max: PositiveInt
    orders_per_day_max: PositiveInt
    hold_days: PositiveInt
    reversal_days: PositiveInt


class Delivery(_Rules):
    send_within_days: PositiveInt
    deliver_within_days: PositiveInt
    deliver_within_days_remote: PositiveInt
    remote_provinces: frozenset[str]


class Giving(_Rules):
    membership_months_min: NonNegativeInt
    recipients_per_month_max: PositiveInt
    points_per_month_max: PositiveInt


class ExchangePartner(_Rules):
    name: str
    out_percent: PositiveInt
    out_step_points: PositiveInt
    in_percent: PositiveInt
    cost_fen_per_point: NonNegativeInt

    @model_validator(mode="after")
    def _comes_out_even(self) -> "ExchangePartner":
        if self.out_step_points * self.out_percent % 100:
            raise ValueError(f"{self.name}: a step of points is no whole number of theirs")
        return self


class Exchange(_Rules):
    points_per_month_max: PositiveInt
    partners: tuple[ExchangePartner, ...]

    def partner(self, name: str) -> ExchangePartner | None:
        return next((partner for partner in self.partners if partner.name == name), None)


class Leaving(_Rules):
    warning_days: PositiveInt


class ClaimRules(_Rules):
    within_days: PositiveInt
    decide_working_days: PositiveInt


class ComplaintRules(_Rules):
    first_contact_hours: PositiveInt
    decide_working_days: PositiveInt
    decide_working_days_max: PositiveInt


class Security(_Rules):
    pin_digits: PositiveInt
    pin_tries: PositiveInt
    code_digits: PositiveInt
    code_minutes: PositiveInt
    code_tries: PositiveInt
    code_gap_seconds: PositiveInt
    codes_per_day_max: PositiveInt
    both_proofs_above_points: PositiveInt


class Texts(_Rules):
    from_hour: int = Field(ge=0, le=23)
    until_hour: int = Field(ge=1, le=24)
    per_month_max: PositiveInt


class Recording(_Rules):
    kept_days: PositiveInt


class Callers(_Rules):
    senior_from_age: PositiveInt


class Agents(_Rules):
    ahead_minutes: tuple[NonNegativeInt, NonNegativeInt, NonNegativeInt, NonNegativeInt]
    from_hour: int = Field(ge=0, le=23)
    until_hour: int = Field(ge=1, le=24)
    waiting_max: PositiveInt
    talk_minutes: PositiveInt
    answer_within_seconds: PositiveInt
    texts_at_once_max: PositiveInt


class DeskRules(_Rules):
    password_tries: PositiveInt
    locked_minutes: PositiveInt
    idle_minutes: PositiveInt
    session_hours: PositiveInt
    goodwill_points_max: NonNegativeInt


class Programme(_Rules):
    time_zone: str
    region: str = Field(pattern=r"^[A-Z]{2}$")
    tiers: tuple[Tier, ...] = Field(min_length=1)
    tier_term: TierTerm
    earning: Earning
    expiry: Expiry
    redemption: Redemption
    delivery: Delivery
    giving: Giving
    exchange: Exchange
    leaving: Leaving
    claim: ClaimRules
    complaint: ComplaintRules
    security: Security
    texts: Texts
    recording: Recording
    callers: Callers
    agents: Agents
    desk: DeskRules

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.time_zone)  # cached by zoneinfo itself

    @model_validator(mode="after")
    def _makes_sense(self) -> "Programme":
        _ = self.zone
        if self.tiers[0].growth_from != 0:
            raise ValueError("the lowest tier must start at a growth value of 0")
        if any(low.growth_from >= high.growth_from for low, high in pairwise(self.tiers)):
            raise ValueError("tiers must be listed from the lowest to the highest")
        if self.texts.from_hour >= self.texts.until_hour:
            raise ValueError("texts: from_hour must be before until_hour")
        if self.complaint.decide_working_days > self.complaint.decide_working_days_max:
            raise ValueError("complaint: decide_working_days is over its maximum")
        return self


@cache
def load(path: Path = FILE) -> Programme:
    return Programme.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


PROGRAMME = load()
