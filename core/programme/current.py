"""The rules in effect in this process.

`current_rules()` is the only access. What it returns is one immutable version, so that a function
may keep it while it runs. A module, a class attribute or a default argument may not: another
version replaces it while the process runs (core.programme.reload), and a copy would be stale.
What is declared at import, such as the length of a PIN in a dialogue, is built from
`shipped_rules()`; the rules read that way are not in core.programme.editable_fields, so they
change by a release only.
"""

from core.programme.programme import Programme, shipped_rules

_current = shipped_rules()


def current_rules() -> Programme:
    """Call it where a rule is needed, each time; it costs one function call."""
    return _current


def set_current_rules(rules: Programme) -> None:
    """Replace all rules at once. Assignment is atomic, so no thread sees half of a version."""
    global _current
    _current = rules
