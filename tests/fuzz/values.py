"""Valid and nasty values of parameters, path segments and headers."""

from __future__ import annotations

MEMBERS = [f"+861380000000{n}" for n in range(1, 8)]
HANDOVERS: list[tuple[int, str]] = []
"""(member id, handover id) of the target's database, as they come to be."""
WORDS = [
    "", "1", "0", "9", "yes", "no", "JF", "DJ", "LP", "DH", "DH 1", "HF10", "LL 1", "TS it broke",
    "DD", "CX 20260001", "BD 123456", "RG", "135790", "Y 123456", "STOP", "START", "HELP", "?",
    "积分", "投诉 没有收到", "确认", "the parcel never came", "GM", "GS", "ZF 1", "EN", "撤销",
]  # fmt: skip
SPOKEN = [
    "嗯……", "我手机丢了帮我挂失", "转五百分给幺三八零零零零零零零二", "积分都换成话费",
    "怎么投诉？", "算了，不换了", "转人工", "send 500 points to 13800000002", "uh-huh",
    "cash in everything", "。", "那个那个" * 60, "好" * 600,
]  # fmt: skip
"""Free words, as a recogniser of speech writes them."""
NASTY = [
    "", " ", "\x00", "a\x00b", "\x0b", "\x1f", "\x7f", "\x85", "\u202e", "\ufeff", "\ufffe",
    "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff", "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe", b"%ff", b"%", b"%2", b"%zz", "�", "null", "None", "NaN", "-1", "-0", "0", "1.5",
    "1e9", "٣", "²", "½", "Ⅷ", "1_000", "0x10", "9" * 9, "9" * 10, "9" * 12, "9" * 18, "9" * 19,
    "9" * 40, "9" * 4_400, str(2**31), str(2**63 - 1), str(2**63), str(2**64), "x" * 33,
    "x" * 201, "x" * 2_001, "好" * 2_000, "x" * 5_000, "😀" * 900, "é", "ß", "İ", "'", '"', "''--",
    "' OR 1=1 --", "%", "_", "%s", "{0}", "{{ 7 * 7 }}", "${x}", "<b>", "<script>alert(1)</script>",
    "]]>", "&", "&#11;", "../../etc/passwd", "..", ".", "/", "//", "//evil.example", "\\",
    "https://evil.example/", "http://[", "http://x:y",
    "javascript:alert(1)", "/desk/../..", "/desk/\r\nX: y", "\r\n", "\t",
    "2026-06-01", "0001-01-01", "0000-00-00", "9999-12-31", "99999-01-01", "2026-02-30",
    "2026-W01-1", "20260601", "2026-06-01T00:00:00", "2026-06-01T00:00:00+00:00/x",
    "0001-01-01T00:00:00+14:00/x", "9999-12-31T23:59:59-14:00/x", "2026-06-01T00:00:00+23:59/x",
    "2026-06-01T00:00:00Z/a\x0b", "/", "zh", "en", "fr", "*", "#", "1*", "*1", "**", "1*1*1*1",
    "*" * 3_000, "true", "on", "[]", "{}", '{"a":1}', "anonymous", "+266696687", "sip:x@y",
    "+", "+86", "+8613800000001;ext=1", "client:x", "CA" + "f" * 32, "CA\x00", "a b", "a:b", "a.b",
]  # fmt: skip
DAYS = [
    "0001-01-01",
    "0001-01-05",
    "9999-12-31",
    "9999-12-28",
    "0000-01-01",
    "99999-01-01",
    "2026-02-30",
    "20260601",
    "2026-W01-1",
    "2026-6-1",
    "1000-01-01",
    "2199-12-31",
    "x",
]
NUMBERS = ["0", "-1", "9" * 9, "9" * 12, "9" * 13, str(2**31 - 1), str(2**31), str(2**63 - 1),
           str(2**63), "9" * 40, "9" * 4_400, "1.0", "1e3", "٣", " 1 ", "+1", "01"]  # fmt: skip
PLACES = ["x", "2026-06-01T00:00:00+00:00/x", "0001-01-01T00:00:00+14:00/x", "9999-12-31/x",
          "9999-12-31T23:59:59-14:00/x", "0001-01-01T00:00:00+00:00/x", "2026-06-01/x", "1",
          "2026-06-01T00:00:00+00:00/\x0b", "2026-06-01T00:00:00+00:00/" + "x" * 3_000]  # fmt: skip
NEAR = (
    dict.fromkeys(("on", "first", "last", "day", "effective_on"), DAYS)
    | dict.fromkeys(("n", "m", "t", "number", "member_id", "version", "seen", "points"), NUMBERS)
    | dict.fromkeys(("more", "yuan", "level", "satisfaction", "from", "QueuePosition"), NUMBERS)
    | {"after": PLACES}
)
"""Values that look like valid ones, by the parameter's name."""
VALID: dict[str, list[str]] = {
    # the carrier's
    "CallSid": ["CA" + f"{n:032x}" for n in range(12)],
    "MessageSid": ["SM" + f"{n:032x}" for n in range(500)],
    "From": [*MEMBERS, "+8613899999999", "anonymous", "+12025550100", "+8610105", ""],
    "To": ["+8610105", *MEMBERS],
    "Direction": ["inbound", "outbound-api"],
    "CallStatus": ["ringing", "in-progress", "completed", "no-answer", "busy", "failed"],
    "Digits": ["", *"0123456789*#", "135790", "000000", "246802", "13800000002"],
    "SpeechResult": [*WORDS, *SPOKEN],
    "Confidence": [
        "0.93", "0.11", "0", "1", "nan", "-1", "", "inf", "-inf", "1e-400", "1e400", "0,93", "0.9 ",
        "९", ".5", "+0.5", "0x1p-1", "93%", "null", "true",
    ],
    "RecordingUrl": ["", "https://api.example/Accounts/AC1/Recordings/RE12", "x"],
    "RecordingDuration": ["0", "1", "30"],
    "FinishedOnKey": ["#", "", "*"],
    "QueueResult": ["leave", "bridged", "hangup", "error", "queue-full", "system-error"],
    "QueuePosition": ["1", "2"],
    "Body": WORDS,
    "OptOutType": ["STOP", "START", "HELP"],
    "NumMedia": ["0", "1", "10"],
    "MediaUrl0": ["https://api.example/Accounts/AC1/Messages/MM1/Media/ME1"],
    "MediaContentType0": ["image/jpeg", "text/html"],
    "MessageStatus": ["queued", "sent", "delivered", "undelivered", "failed", "read"],
    "ErrorCode": ["", "21610", "30003"],
    "sessionId": ["ATUid_" + str(n) for n in range(12)],
    "phoneNumber": [*MEMBERS, "+8613899999999"],
    "serviceCode": ["*105#"],
    "networkCode": ["46000"],
    "text": [*WORDS, "4", "4*3", "4*3*135790", "4*3*135790*1", "9", "1*0", "1*00", "5*1", "6"],
    # in addresses
    "n": ["1", "2", "3", "4", "5"],
    "m": ["1", "2", "3"],
    "h": ["none"],
    "t": ["0", "1", "2"],
    "e": ["x"],
    "lang": ["zh", "en"],
    "token": ["a-ussd-token"],
    "secret": ["a-kannel-secret"],
    "id": [f"6f5a7c22-1099-4d31-99ba-{n:012x}" for n in range(500)],
    "charset": ["UTF-8", "UTF-16BE", "WINDOWS-1252", "utf-7"],
    "type": ["1", "2", "4", "8", "16", "32"],
    "as": ["0123456789abcdef" * 2],
    "kind": ["gift", "voucher", "credit", "data"],
    # of the desk
    "number": ["1", "5", "20260001", "20260002", "+8613911110000"],
    "act": ["accept", "put_back", "write", "end", "close", "transfer", "take_over", "prove",
            "redeem", "hold", "unhold", "note", "assign", "contact", "escalate", "decide",
            "reopen", "ship", "deliver", "cancel", "reverse", "goodwill", "unlock_pin", "lift",
            "address", "forget_recordings", "approve", "withdraw", "disable", "enable", "reset",
            "role"],
    "member_id": ["0", "1", "2", "3"],
    "handover_id": ["none"],
    "version": ["0", "1", "2"],
    "spoken": ["zh", "en"],
    "key": ["balance-none", "queue-ahead", "engine-apology", "leg-whisper"],
    "sku": ["mascot", "rice-cooker", "phone-stand", "data-1gb"],
    "code": ["hongda", "jiahe", "123456"],
    "agent": ["agent", "agent2", "supervisor2", "newcomer"],
    "approval_id": ["none"],
    "picture_id": ["none", "SM" + f"{0:032x}-0"],
    "filename": ["desk.css", "desk.js"],
    "anywhere": ["nowhere", "a/b/c"],
    "words": ["It broke.", "没有收到"],
    "reason": ["our_failure", "returned", "member_wish", "A better word."],
    "source": ["balance-none = 没有。", "mobile", "balance-none = { $per_yuan }"],
    "do": ["try", "draft"],
    "seen": ["0", "1", "2", "3"],
    "form_key": [f"{n:032x}" for n in range(5_000)],
    "as_shown": ["x"],
    "points": ["1", "100", "999999"],
    "more": ["1", "10"],
    "name": ["Lin", "agent"],
    "name_zh": ["雨伞"],
    "name_en": ["Umbrella"],
    "supplier": ["", "hongda"],
    "cost": ["", "12.50"],
    "on_sale": ["yes"],
    "active": ["yes"],
    "contact": ["a@b.example"],
    "role": ["agent", "supervisor", "auditor"],
    "language": ["zh", "en"],
    "presence": ["available", "away", "offline"],
    "password": ["x"],
    "old": ["demo-agent"],
    "new": ["battery horse staple"],
    "next": ["/desk/", "/desk/members"],
    "to": ["supervisor", "agent2"],
    "note": ["", "a note"],
    "disposition": ["answered", "done"],
    "satisfaction": ["", "5"],
    "approves": ["yes", "no"],
    "yuan": ["1", "500"],
    "on": ["2026-05-20", "yes", "1"],
    "status": ["open", "held", "sent", "decided", "granted"],
    "level": ["1", "2"],
    "mine": ["1"],
    "q": ["20260001", "+8613800000001", "积分"],
    "in": ["zh", "en"],
    "from": ["0", "1", *MEMBERS, "8613800000001"],
    "effective_on": ["2026-07-01", "2026-06-01"],
    "flow": ["redeem_gift", "balance"],
    "first": ["2026-05-01"],
    "last": ["2026-06-01"],
    "day": ["2026-06-01"],
    "member": ["+8613800000001"],
    "after": ["20260001", "2026-06-01T00:00:00+00:00/x"],
    "channel": ["sms"],
    "csrf_token": [],
}  # fmt: skip
VOICE = (
    "CallSid", "From", "To", "Direction", "CallStatus", "Digits", "SpeechResult",
    "Confidence", "RecordingUrl", "RecordingDuration", "FinishedOnKey", "QueueResult",
    "QueuePosition",
)  # fmt: skip
VOICE_ALWAYS = ("CallSid", "From", "To")
SMS = ("MessageSid", "From", "To", "Body", "OptOutType", "NumMedia", "MediaUrl0",
       "MediaContentType0", "MessageStatus", "ErrorCode")  # fmt: skip
SMS_ALWAYS = ("MessageSid", "From", "Body")
KANNEL = ("secret", "from", "to", "id", "text", "charset", "m", "e", "type", "as")
KANNEL_ALWAYS = ("secret", "from", "id", "text")
USSD = ("sessionId", "phoneNumber", "serviceCode", "networkCode", "text")
ADDRESS = ("n", "m", "h", "t", "e", "lang", "kind", "number")
DESK = tuple(list(VALID)[list(VALID).index("kind") :])
READ_BY = {
    "/desk/members": ("q",),
    "/desk/funnel": ("flow", "first", "last"),
    "/desk/funnel.csv": ("flow", "first", "last"),
    "/desk/trail": ("agent", "member", "day", "after"),
    "/desk/trail.csv": ("agent", "member", "day"),
    "/desk/rules/new": ("on", "from"),
    "/desk/wording": ("in", "q"),
    "/desk/orders": ("status", "supplier", "after"),
    "/desk/complaints": ("status", "mine", "level", "after"),
    "/desk/claims": ("status", "after"),
    "/desk/suggestions": ("after",),
    "/desk/sign-in": ("next",),
    "/desk/second-factor": ("next",),
}
"""The parameters of the query that a page of the desk reads."""
HEADERS = ("Accept-Language", "Referer", "X-Forwarded-For", "X-CSRF-Token", "If-None-Match",
           "If-Modified-Since", "Range", "Accept", "Authorization", "Cookie", "Host",
           "X-Forwarded-Host", "Origin", "Last-Event-ID")  # fmt: skip
