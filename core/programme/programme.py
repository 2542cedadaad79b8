"""The programme's rules as a whole, checked when they are loaded: see programme.toml."""

import tomllib
from datetime import tzinfo
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.programme.rule_types import (
    SENIOR,
    Agents,
    Callers,
    CityOfProgramme,
    ClaimRules,
    ComplaintRules,
    Delivery,
    DeskRules,
    Earning,
    Exchange,
    Expiry,
    Giving,
    Joining,
    Leaving,
    MemberEvents,
    Messages,
    PersonalData,
    ProvinceOfProgramme,
    Recording,
    Redemption,
    Rules,
    Security,
    Texts,
    Tier,
    TierTerm,
    Wall,
)

FILE = Path(__file__).with_name("programme.toml")


class Programme(Rules):
    time_zone: str
    region: str = Field(pattern=r"^[A-Z]{2}$")
    provinces: tuple[ProvinceOfProgramme, ...] = Field(min_length=1)
    cities: tuple[CityOfProgramme, ...] = ()
    tiers: tuple[Tier, ...] = Field(min_length=1)
    tier_term: TierTerm
    earning: Earning
    expiry: Expiry
    redemption: Redemption
    delivery: Delivery
    giving: Giving
    exchange: Exchange
    joining: Joining = Joining()
    member_events: MemberEvents = MemberEvents()
    leaving: Leaving
    claim: ClaimRules
    complaint: ComplaintRules
    security: Security
    texts: Texts
    messages: Messages
    recording: Recording
    personal_data: PersonalData
    callers: Callers
    agents: Agents
    wall: Wall
    desk: DeskRules

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.time_zone)  # cached by zoneinfo itself

    @model_validator(mode="after")
    def _makes_sense(self) -> "Programme":
        _ = self.zone
        if self.tiers[0].growth_from != 0:
            raise PydanticCustomError(
                "lowest_tier", "the lowest tier must start at a growth value of 0"
            )
        if any(low.growth_from >= high.growth_from for low, high in pairwise(self.tiers)):
            raise PydanticCustomError(
                "tiers_order", "tiers must be listed from the lowest to the highest"
            )
        for name, hours in (("texts", self.texts), ("agents", self.agents)):
            if hours.from_hour >= hours.until_hour:
                raise PydanticCustomError(
                    f"{name}_hours", f"{name}: from_hour must be before until_hour"
                )
        names = [tier.name for tier in self.tiers]
        if len(set(names)) < len(names):
            raise PydanticCustomError("tier_names", "two tiers must not have the same name")
        groups = {SENIOR, *names}
        if unknown := set(self.agents.ahead_groups) - groups:
            raise PydanticCustomError(
                "unknown_group",
                "agents: ahead_groups names no tier of the programme: {names}",
                {"names": ", ".join(sorted(unknown))},
            )
        provinces = {each.code for each in self.provinces}
        if lost := [each.code for each in self.cities if each.province not in provinces]:
            raise PydanticCustomError(
                "lost_city", "cities in no province of the programme: {codes}", {"codes": str(lost)}
            )
        if self.joining.province not in provinces:
            raise PydanticCustomError(
                "joining_province", "joining: province is no province of the programme"
            )
        if self.complaint.decide_working_days > self.complaint.decide_working_days_max:
            raise PydanticCustomError(
                "complaint_days", "complaint: decide_working_days is over its maximum"
            )
        return self


@cache
def shipped_rules() -> Programme:
    """The rules of programme.toml, checked; pydantic's ValidationError lists all that is wrong."""
    return Programme.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
