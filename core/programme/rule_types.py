"""The sections of the programme's rules: the name of each rule, its unit and its bounds.

Rules are also entered at the desk, where a mistyped number must not become a rule: a term of a
million months would break the calendar, and with it every turn.
"""

from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

POINTS_MAX = 10_000_000
Points = Annotated[int, Field(gt=0, le=POINTS_MAX)]
PointsOrZero = Annotated[int, Field(ge=0, le=POINTS_MAX)]
Percent = Annotated[int, Field(gt=0, le=1_000)]
Share = Annotated[int, Field(ge=0, le=100)]
Years = Annotated[int, Field(gt=0, le=50)]
YearsOrZero = Annotated[int, Field(ge=0, le=50)]
Months = Annotated[int, Field(gt=0, le=120)]
MonthsOrZero = Annotated[int, Field(ge=0, le=120)]
Days = Annotated[int, Field(gt=0, le=1_000)]
DaysOrZero = Annotated[int, Field(ge=0, le=1_000)]
Hours = Annotated[int, Field(gt=0, le=168)]
Minutes = Annotated[int, Field(gt=0, le=1_440)]
MinutesOrZero = Annotated[int, Field(ge=0, le=1_440)]
Seconds = Annotated[int, Field(gt=0, le=3_600)]
Count = Annotated[int, Field(gt=0, le=10_000)]
Mfen = Annotated[int, Field(gt=0, le=10_000_000)]  # 1/1000 fen: core.kernel.money
Province = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
City = Annotated[str, Field(pattern=r"^[0-9]{4,6}$")]
NumberPrefix = Annotated[str, Field(pattern=r"^\+[0-9]{1,14}$")]


class Rules(BaseModel):
    # There are no defaults: a misspelt rule would silently keep its own.
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProvinceOfProgramme(Rules):
    code: Province
    name_zh: str
    name_en: str


class CityOfProgramme(Rules):
    code: City
    province: Province
    name_zh: str
    name_en: str


class Tier(Rules):
    name: str
    growth_from: PointsOrZero
    earns_percent: Percent


class TierTerm(Rules):
    months: Months
    grace_months: MonthsOrZero
    growth_months: Months
    rated_on_day_of_month: int = Field(ge=1, le=28)


class TenureBonus(Rules):
    years: Years
    percent: Percent


class Earning(Rules):
    points_per_yuan: Count
    posted_on_day_of_month: int = Field(ge=1, le=28)
    sources: tuple[str, ...]
    sources_in_points: tuple[str, ...]
    partners: tuple[str, ...]
    charges_earning: tuple[str, ...]
    charges_not_earning: tuple[str, ...]
    tenure_bonus: tuple[TenureBonus, ...]


class Expiry(Rules):
    years_after: YearsOrZero
    notices_days_before: tuple[Days, ...] = Field(min_length=1)
    grace_days: Days


class Redemption(Rules):
    opens_after_points: PointsOrZero
    cost_mfen_per_point: Mfen
    points_per_day_max: Points
    orders_per_day_max: Count
    hold_days: Days
    reversal_days: Days


class Delivery(Rules):
    send_within_days: Days
    deliver_within_days: Days
    deliver_within_days_remote: Days
    remote_provinces: tuple[Province, ...]
    unserved_provinces: tuple[Province, ...]


class Giving(Rules):
    membership_months_min: MonthsOrZero
    recipients_per_month_max: Count
    points_per_month_max: Points


class ExchangePartner(Rules):
    name: str
    name_zh: str  # of its points, as members hear it
    name_en: str
    name_en_one: str  # of one of them
    out_percent: PositiveInt
    out_step_points: PositiveInt
    in_percent: PositiveInt
    cost_mfen_per_point: NonNegativeInt

    @model_validator(mode="after")
    def _comes_out_even(self) -> "ExchangePartner":
        if self.out_step_points * self.out_percent % 100:
            raise ValueError(f"{self.name}: a step of points is no whole number of theirs")
        return self


class Exchange(Rules):
    points_per_month_max: Points
    partners: tuple[ExchangePartner, ...]

    def partner(self, name: str) -> ExchangePartner | None:
        return next((partner for partner in self.partners if partner.name == name), None)


class Joining(Rules):
    initial_points: PointsOrZero = 100  # stored versions of earlier releases lack the section,
    number_prefixes: tuple[NumberPrefix, ...] = ()  # and all of these
    province: Province = "BJ"
    age_min: YearsOrZero = 14
    again_after_days: DaysOrZero = 90
    conditions_at: str = "jf.example.cn/hy"


class MemberEvents(Rules):
    sources: tuple[str, ...] = ("billing",)  # and this one
    ahead_minutes_max: Minutes = 5

    @field_validator("sources")
    @classmethod
    def _are_other_systems(cls, sources: tuple[str, ...]) -> tuple[str, ...]:
        if "desk" in sources:
            raise ValueError("'desk' is what agents report")
        return sources


class Leaving(Rules):
    warning_days: Days
    offer_points: PointsOrZero = 0  # stored versions of earlier releases lack it


class ClaimRules(Rules):
    within_days: Days
    decide_working_days: Days


class ComplaintRules(Rules):
    first_contact_hours: Hours
    decide_working_days: Days
    decide_working_days_max: Days
    same_within_minutes: PositiveInt = 10  # stored versions of earlier releases lack it,
    grade_days: Days = 7  # and this
    reopen_days: Days = 30  # and this


class Security(Rules):
    pin_digits: PositiveInt
    pin_tries: PositiveInt
    code_digits: PositiveInt
    code_minutes: PositiveInt
    code_tries: PositiveInt
    code_gap_seconds: PositiveInt
    codes_per_day_max: PositiveInt
    codes_unproven_per_day_max: PositiveInt = 5  # stored versions of earlier releases lack it
    both_proofs_above_points: PositiveInt


class Texts(Rules):
    from_hour: int = Field(ge=0, le=23)
    until_hour: int = Field(ge=1, le=24)
    per_month_max: Count


class Messages(Rules):
    per_minute_max: Count
    per_hour_max: Count
    keywords_per_10_minutes_max: Count
    keywords_per_day_max: Count
    not_understood_max: Count
    same_not_understood_max: Count
    resent_within_seconds: PositiveInt = 30  # stored versions of earlier releases lack it


class Recording(Rules):
    kept_days: PositiveInt


class PersonalData(Rules):
    erased_after_years: Years
    books_years: Years
    service_years: Years
    audit_years: Years


class Callers(Rules):
    senior_from_age: PositiveInt
    senior_speech_percent: int = Field(ge=20, le=200)
    senior_timeout_percent: int = Field(ge=100, le=200)
    greeting_says_balance: bool


SENIOR = "senior"
"""In a list of member groups: members of `callers.senior_from_age` and older. Others are tiers."""


class Agents(Rules):
    ahead_groups: tuple[str, ...]
    ahead_minutes: tuple[MinutesOrZero, ...]
    from_hour: int = Field(ge=0, le=23)
    until_hour: int = Field(ge=1, le=24)
    waiting_max: Count
    talk_minutes: Minutes
    answer_within_seconds: Seconds
    texts_at_once_max: Count
    comes_back_within_days: Days

    @field_validator("ahead_minutes")
    @classmethod
    def _one_for_each_group(cls, minutes: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        wanted = len(info.data.get("ahead_groups", ())) + 1
        if len(minutes) != wanted:
            kind = "too_short" if len(minutes) < wanted else "too_long"
            raise PydanticCustomError(
                kind,
                "there must be {wanted} numbers: one a group, and everyone else's",
                {"wanted": wanted},
            )
        return minutes


class Wall(Rules):
    text_within_seconds: Seconds
    call_back_within_minutes: Minutes
    soon_percent: Share
    in_time_percent_target: Share
    in_time_percent_min: Share
    abandoned_percent_target: Share
    abandoned_percent_max: Share


class DeskRules(Rules):
    password_tries: Count
    locked_minutes: Minutes
    idle_minutes: Minutes
    session_hours: Hours
    goodwill_points_max: PointsOrZero
    claim_points_alone_max: PointsOrZero
