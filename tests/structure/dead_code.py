"""Code without a use in the product: what vulture finds, less what is used in ways it cannot see.

    python tests/structure/dead_code.py

prints what is left, and exits with 1 where there is any. Names that a template reads count as used,
as do functions that a decorator hands to a framework. The rest of the exceptions stand in
USED_BY_OTHER_MEANS, each with its user; one that is no longer needed is reported as well.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import vulture
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
sys.path.append(str(Path(__file__).parent))
from product_tree import Module, product  # noqa: E402

# What PJSIP reads of its configuration, and what it calls.
OF_PJSIP = (
    *("bitsPerSample", "boundAddress", "channelCount", "clockRate", "consoleLevel", "ecTailLen"),
    *("frameTimeUsec", "idUri", "mainThreadOnly", "noVad", "sndClockRate"),
    *("statusCode", "threadCnt", "onCallMediaState", "onCallState", "onDtmfDigit"),
    *("onFrameReceived", "onFrameRequested", "onIncomingCall"),
)
# What Authlib calls to issue a token.
OF_AUTHLIB = (
    *("check_client_secret", "check_endpoint_auth_method", "check_grant_type"),
    *("create_oauth2_request", "generate_token", "handle_response", "query_client"),
    *("save_token", "send_signal", "validate_requested_scope"),
)
# What is sent as JSON.
FIELDS_OF_ANSWERS = (
    *("as_of", "balances", "characteristic", "creation_date", "severity", "ticket_type", "type_"),
    "valid_for",
)
BY_LIBRARIES = dict.fromkeys(OF_PJSIP, "pjsua2") | dict.fromkeys(OF_AUTHLIB, "Authlib")
BY_LIBRARIES |= dict.fromkeys(FIELDS_OF_ANSWERS, "pydantic: a field of an answer of the API")
USED_BY_OTHER_MEANS = BY_LIBRARIES | {
    "CLUB": "corpus/club.tsv",
    "ConnectionCls": "urllib3: HTTPConnectionPool",
    "DEFECT": "core/redemption: a reason that the desk's form gives by its value",
    "anywhere": "Flask: a parameter of the route",
    "base_exceptions": "limits: Storage",
    "auth": "requests: Session",
    "barge_in": "phone/static/voice.js",
    "cache_ok": "SQLAlchemy: TypeDecorator",
    "client_cls": "Authlib: FlaskOAuth2App",
    "corpus": "tests/flows/language/test_understanding.py",
    "daemon": "threading: Timer",
    "default_map": "click: Context",
    "demo_asgi": "commands/demo.py: the server loads it by its name",
    "disconnected": "uvicorn: RequestResponseCycle",
    "exc_info": "WSGI: a parameter of start_response",
    "handle_term": "uvicorn: Multiprocess",
    "impl": "SQLAlchemy: TypeDecorator",
    "incr": "limits: Storage",
    "is_disconnect": "SQLAlchemy: ExceptionContext",
    "isolation_level": "sqlite3: Connection",
    "load_dialect_impl": "SQLAlchemy: TypeDecorator",
    "model_config": "pydantic: BaseModel",
    "part_isolating": "Werkzeug: BaseConverter",
    "pool_classes_by_scheme": "urllib3: PoolManager",
    "process_bind_param": "SQLAlchemy: TypeDecorator",
    "process_result_value": "SQLAlchemy: TypeDecorator",
    "production_asgi": "commands/servers.py: the server loads it by its name",
    "regex": "Werkzeug: BaseConverter",
    "submission_is_shown": "desk/frame/form_memory.py: g.get()",
    "to_python": "Werkzeug: BaseConverter",
    "redeliver_last": "tests/phone/test_carrier.py",
}
HANDED_TO_A_FRAMEWORK = [
    "@*.get", "@*.post", "@*.put", "@*.route", "@*.errorhandler", "@*.command", "@*.group",
    "@*.listens_for",
    "@*.before_request", "@*.after_request", "@*.context_processor",
    "@*.teardown_request", "@*validator",
]  # fmt: skip


def findings() -> list[str]:
    """One line for each name without a use, and for each exception without a need."""
    scan = vulture.Vulture(ignore_decorators=HANDED_TO_A_FRAMEWORK)
    for module in product().values():
        scan.scan(_without_exports(module), module.path)
    scan.used_names |= {*_used_by_migrations(), *_read_by_templates()}
    found = scan.get_unused_code()
    needless = USED_BY_OTHER_MEANS.keys() - {item.name for item in found}
    return [item.get_report() for item in found if item.name not in USED_BY_OTHER_MEANS] + [
        f"{name} is used, or gone: take it off USED_BY_OTHER_MEANS" for name in sorted(needless)
    ]


def _without_exports(module: Module) -> str:
    """What a room exports is not thereby used."""
    lines = module.source.splitlines(keepends=True)
    if "__all__" in module.assignments:
        exports = module.assignments["__all__"]
        lines[exports.lineno - 1 : exports.end_lineno] = ["pass\n"]
    return "".join(lines)


def _used_by_migrations() -> set[str]:
    scan = vulture.Vulture()
    scan.scavenge([ROOT / "migrations"])
    return set(scan.used_names)


def _read_by_templates() -> Iterator[str]:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    for template in (*ROOT.glob("*/templates/**/*.html"), *ROOT.glob("*/templates/**/*.svg")):
        tree = environment.parse(template.read_text(encoding="utf-8"))
        yield from (node.attr for node in tree.find_all(nodes.Getattr))
        yield from (node.name for node in tree.find_all(nodes.Name))


if __name__ == "__main__":
    found = findings()
    print("\n".join(found) or "no dead code")
    sys.exit(bool(found))
