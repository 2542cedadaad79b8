"""A time of day as it is said in English. Called through flows.language.times, which documents
it."""

import re

Fields = dict[str, int | str | bool]
_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_HOUR = rf"[0-9]{{1,2}}|{'|'.join(_WORDS)}"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_TOMORROW = "(?:(?:to|tu|2)m+or+ow*|tm+r+w?|tmw)"
"""As it is written, and as it is texted."""
_DAY = re.compile(
    rf"\b(?:(?P<day>(?:the )?day after {_TOMORROW}|{_TOMORROW}|today|tonight|this(?= (?:morning|"
    r"afternoon|evening)))"
    rf"|(?P<past>yesterday|last (?:night|week|(?:{'|'.join(_WEEKDAYS)})"
    r"(?:day|sday|nesday|rsday|urday)?\b))"
    rf"|(?:on |this )?(?P<next_week>next )?(?P<weekday>{'|'.join(_WEEKDAYS)})"
    r"(?:day|sday|nesday|rsday|urday|s|rs)?\b"
    rf"|(?:on )?(?:the )?(?:(?P<month>{_MONTH}) )?(?P<date>[0-9]{{1,2}})(?:st|nd|rd|th)\b"
    rf"(?: of (?P<of_month>{_MONTH}))?"
    rf"|(?:on )?(?P<month_first>{_MONTH}) (?P<day_of_month>[0-9]{{1,2}})\b)"
)
_PART = re.compile(
    r"\b(?:in the |at |this |around )?"
    r"(?P<part>morning|afternoon|evening|night|noon|midday|lunchtime)\b"
)
_CLOCK = re.compile(
    r"\b(?P<lead>at|after|from|around|about|past|by|@)? ?"
    r"(?:(?P<half>half past|half) |(?P<quarter>quarter (?:past|to)) )?"
    rf"(?P<hour>{_HOUR})(?:[:.](?P<minute>[0-9]{{2}})| (?P<minute_word>thirty|fifteen|forty-five))?"
    r" ?(?P<half_day>a\.?m\b\.?|p\.?m\b\.?)?(?P<oclock> ?o'?clock)?(?![\w:])"
)
_MIDNIGHT = re.compile(r"\bmidnight\b")
_AFTER = re.compile(r"\bafter\b|\blater than\b|\bfrom\b| or later\b| onwards?\b")
_HALF_DAY = r"(?: ?[ap]\.?m)?"
_BETWEEN = re.compile(
    rf"\b(?:between|from) ((?:{_HOUR})(?::[0-9]{{2}})?{_HALF_DAY})"
    rf" (?:and|to|till|until) (?:{_HOUR})(?::[0-9]{{2}})?{_HALF_DAY}(?!\w)"
)
_NOT_BEFORE = re.compile(r"\b(?:not before|not? earlier than)\b")
_LATER = re.compile(
    rf"\b(?:(?:the |a |one |for the )?(?:next|following) day|(?:the |a |one )?day (?:after|later)"
    rf"(?! {_TOMORROW})|(?:the |a |one )?day (?P<earlier>before|earlier))\b"
)
_BEFORE = re.compile(r"\bbefore\b|\bby\b|\buntil\b|\btill\b")
_SPAN = re.compile(
    r"\b(?:in|after) (?:(?P<half_hour>half an hour)|(?P<count>an?|[0-9]{1,3}|"
    + "|".join(_WORDS)
    + r") (?:and a (?P<and_half>half) )?(?P<unit>hours?|hrs?|minutes?|mins?))(?: from now)?\b"
)
_PARTS = {"noon": "noon", "midday": "noon", "lunchtime": "noon", "night": "evening"}
_MINUTES = {"thirty": 30, "fifteen": 15, "forty-five": 45}


def find(text: str) -> tuple[Fields, str] | None:
    text = _MIDNIGHT.sub("12 at night", text)
    text = _BETWEEN.sub(r"after \1", _NOT_BEFORE.sub("after", text))
    later = _LATER.search(text)
    if later:
        text = _without(text, later)
    if _BEFORE.search(text):
        return None
    if span := _SPAN.search(text):
        return {"minutes_from_now": _minutes(span)}, _without(text, span)
    fields: Fields = {"after": bool(_AFTER.search(text))}
    if later:
        fields["days_later"] = -1 if later["earlier"] else 1
    rest = text
    days = [*_DAY.finditer(rest)]
    if day := next((each for each in days if not each["past"]), next(iter(days), None)):
        fields |= _day(day)
        rest = _without(rest, day)
    if part := _PART.search(rest):
        fields["part"] = _PARTS.get(part["part"], part["part"])
        rest = _without(rest, part)
    clock = next((each for each in _CLOCK.finditer(rest) if _is_clock(each, rest)), None)
    if clock is not None:
        fields |= _clock(clock)
        rest = _without(rest, clock)
    return (fields, _AFTER.sub("", rest)) if len(fields) > 1 else None


def _is_clock(match: re.Match[str], text: str) -> bool:
    """Whether the number is a time: "3" alone may be anything."""
    says = ("lead", "half", "quarter", "minute", "minute_word", "half_day", "oclock")
    return any(match[name] for name in says) or match[0].strip() == text.strip()


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def _minutes(span: re.Match[str]) -> int:
    if span["half_hour"]:
        return 30
    count = 1 if span["count"] in ("a", "an") else _value(span["count"])
    if span["unit"].startswith("m"):
        return count
    return 60 * count + (30 if span["and_half"] else 0)


def _day(match: re.Match[str]) -> Fields:
    if match["past"]:
        return {"days_ahead": -1}
    if match["day"]:
        said = match["day"]
        part: Fields = {"part": "evening"} if said == "tonight" else {}
        ahead = 2 if "after" in said else 1 if re.fullmatch(_TOMORROW, said) else 0
        return {"days_ahead": ahead} | part
    if match["weekday"]:
        is_next = bool(match["next_week"])
        return {"weekday": _WEEKDAYS.index(match["weekday"]), "next_week": is_next}
    month = match["month"] or match["of_month"] or match["month_first"]
    found: Fields = {"date": int(match["date"] or match["day_of_month"])}
    return found | ({"month": _MONTHS.index(month[:3]) + 1} if month else {})


def _clock(match: re.Match[str]) -> Fields:
    hour, minute = _value(match["hour"]), int(match["minute"] or 0)
    minute = _MINUTES.get(match["minute_word"] or "", minute)
    if match["half"]:
        minute = 30
    if match["quarter"]:
        is_to = match["quarter"].endswith("to")
        hour, minute = (hour - 1 or 12, 45) if is_to else (hour, 15)
    found: Fields = {"hour": hour, "minute": minute}
    if match["half_day"]:
        is_afternoon = match["half_day"].startswith("p")
        if not 1 <= hour <= 12:
            return found | {"is_exact": True}
        return found | {"hour": hour % 12 + (12 if is_afternoon else 0), "is_exact": True}
    return found


def _value(said: str) -> int:
    return int(said) if said.isdecimal() else _WORDS.index(said) + 1
