"""A time of day as it is said in Chinese. Called through flows.language.times, which documents
it."""

import re

from flows.language.answers import numerals

Fields = dict[str, int | str | bool]

_NUMBER = "[0-9]{1,2}|[零一二两三四五六七八九十]{1,3}"
_WEEKDAY = "(?P<next_week>下个?)?(?:这个?|本)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
_DATE = rf"(?:(?P<month>{_NUMBER})月)?(?P<date>{_NUMBER})[号日]"
_LATER = (
    "后一天|第二天|次日|下一天|(?P<earlier>前一天)"
    "|(?:晚|推迟|推后|延后|往后|(?P<sooner>早|提前|提早|往前))一天"
)
_PAST = "昨[天日儿晚]|前[天日]|上个?(?:周|星期|礼拜)[一二三四五六日天]?"
_DAY = (
    rf"(?P<later>{_LATER})|(?P<past>{_PAST})|(?P<day>大后天|[今明后][天日儿]|[今明后](?=[早晚]))"
    rf"|{_WEEKDAY}|{_DATE}"
)
_PART = "凌晨|清早|早[上晨]|上午|中午|正午|午后|下午|傍晚|晚上|夜里|半夜|[早晚](?![上晨])"
_CLOCK = (
    rf"(?P<hour>{_NUMBER})点(?:钟|整)?(?:(?P<half>半)|(?P<quarters>[一三])刻|(?P<minute>{_NUMBER})分?)?"
    r"|(?P<digital>[0-9]{1,2}[:：][0-9]{2})"
)
_AFTER = (
    "(?P<after>以后|之后|过后|后|(?:以前|之前|前)[我都也]*(?:不行|没空|没时间|不方便|别打))"
    "|(?P<before>以前|之前|前)"
)
_TIME = re.compile(
    rf"(?=[^\s])(?:{_DAY})?的?\s*(?P<part>{_PART})?的?\s*(?:{_CLOCK})?(?:(?:左右|前后|钟)*(?:{_AFTER}))?"
)
_UNTIL = re.compile(
    rf"(?<=[点半刻分\d])(?:到|至|[-~—])(?:{_PART})?(?:{_NUMBER})点半?(?:之间|之前|以前)?"
)
_SPAN = re.compile(
    rf"(?:过|再过|等)?(?:(?P<hours>{_NUMBER})个?(?P<and_half>半)?(?:小时|钟头)|(?P<half_hour>半)个?(?:小时|钟头)"
    rf"|(?P<minutes>[0-9]{{1,3}}|{_NUMBER})分钟|(?P<quarters>[一三])刻钟)(?:以后|之后|过后|后)"
)
_DAYS = {"今": 0, "明": 1, "后": 2, "大": 3}
_WEEKDAYS = {char: n for n, char in enumerate("一二三四五六日")} | {"天": 6}
_PARTS = {
    "凌晨": "night", "清早": "morning", "早": "morning", "上午": "morning", "中午": "noon",
    "正午": "noon", "午后": "afternoon", "下午": "afternoon", "傍晚": "evening", "晚": "evening",
    "夜里": "evening", "半夜": "night",
}  # fmt: skip


def find(text: str) -> tuple[Fields, str] | None:
    if span := _SPAN.search(text):
        return {"minutes_from_now": _minutes(span)}, text[: span.start()] + text[span.end() :]
    text = _UNTIL.sub("以后", text)
    found = [each for each in _TIME.finditer(text) if _is_time(each)]
    found = [each for each in found if not each["past"]] or found  # "昨天没打通，明天三点再打"
    if not found or any(each["before"] for each in found) or not _is_one(found):
        return None
    fields: Fields = {}
    rest = text
    for match in reversed(found):
        fields |= {name: said for name, said in _fields(match).items() if said or name != "after"}
        rest = rest[: match.start()] + rest[match.end() :]
    return {"after": False} | fields, rest


def _is_one(found: list[re.Match[str]]) -> bool:
    """Whether they are one time, said in two pieces: the day, and behind it the hour."""
    day, *clock = found
    if not clock:
        return True
    is_apart = _names_day(day) and not _names_hour(day) and not (day["part"] and clock[0]["part"])
    return len(clock) == 1 and is_apart and _names_hour(clock[0]) and not _names_day(clock[0])


def _names_hour(match: re.Match[str]) -> bool:
    return bool(match["hour"] or match["digital"])


def _names_day(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("later", "past", "day", "weekday", "date"))


def _is_time(match: re.Match[str]) -> bool:
    return any(
        match[name]
        for name in ("later", "past", "day", "weekday", "date", "part", "hour", "digital")
    )


def _minutes(span: re.Match[str]) -> int:
    if span["half_hour"]:
        return 30
    if span["quarters"]:
        return 15 * _value(span["quarters"])
    if span["minutes"]:
        return _value(span["minutes"])
    return 60 * _value(span["hours"]) + (30 if span["and_half"] else 0)


def _fields(match: re.Match[str]) -> Fields:
    fields: Fields = {"after": bool(match["after"])}
    if match["later"]:
        fields["days_later"] = -1 if match["earlier"] or match["sooner"] else 1
    if match["past"]:
        fields["days_ahead"] = -1
    if match["day"]:
        fields["days_ahead"] = _DAYS[match["day"][0]]
    if match["weekday"]:
        fields |= {"weekday": _WEEKDAYS[match["weekday"]], "next_week": bool(match["next_week"])}
    if match["date"]:
        fields["date"] = _value(match["date"])
    if match["month"]:
        fields["month"] = _value(match["month"])
    if match["part"]:
        fields["part"] = next(_PARTS[each] for each in _PARTS if match["part"].startswith(each))
    if match["digital"]:
        hour, minute = re.split("[:：]", match["digital"])
        fields |= {"hour": int(hour), "minute": int(minute), "is_exact": int(hour) > 12}
    elif match["hour"]:
        quarters = 15 * _value(match["quarters"]) if match["quarters"] else 0
        minute = 30 if match["half"] else quarters or _value(match["minute"] or "零")
        fields |= {"hour": _value(match["hour"]), "minute": minute}
    return fields


def _value(said: str) -> int:
    value = numerals.amount(said)
    return 99 if value is None else value  # no hour, minute or day
