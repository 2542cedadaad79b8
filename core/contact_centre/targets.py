"""The targets of the contact centre, which are the programme's, and how far a figure is from
them."""

from datetime import timedelta
from enum import StrEnum

from core.programme import current_rules


class Level(StrEnum):
    """REACHED: within the target. CLOSE: nearly out of it, or just missed. MISSED."""

    REACHED = "reached"
    CLOSE = "close"
    MISSED = "missed"


def wait_target(way: str) -> timedelta:
    """The time within which a member who asks in this way is to be answered or called back."""
    rules = current_rules()
    return {
        "queue": timedelta(seconds=rules.agents.answer_within_seconds),
        "text": timedelta(seconds=rules.wall.text_within_seconds),
        "callback": timedelta(minutes=rules.wall.call_back_within_minutes),
    }[way]


def level_of_wait(waited: timedelta, target: timedelta) -> Level:
    if waited > target:
        return Level.MISSED
    close = waited >= target * current_rules().wall.soon_percent / 100
    return Level.CLOSE if close else Level.REACHED


def level_of_in_time(percent: int) -> Level:
    wall = current_rules().wall
    if percent >= wall.in_time_percent_target:
        return Level.REACHED
    return Level.CLOSE if percent >= wall.in_time_percent_min else Level.MISSED


def level_of_abandoned(percent: int) -> Level:
    wall = current_rules().wall
    if percent <= wall.abandoned_percent_target:
        return Level.REACHED
    return Level.CLOSE if percent <= wall.abandoned_percent_max else Level.MISSED
