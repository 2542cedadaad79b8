"""Shares compiled statements, templates and routes, and parsed sentences, between tests.

A process of the product makes one application and a few engines. Tests make thousands, and would
spend half of their time compiling and parsing the same things again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import CodeType
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

import wsgi
from core.kernel import engines
from desk.words import Words
from flows.all_words import load_wording
from flows.authoring import check
from flows.dialogues import DIALOGUES
from flows.language import Wording

STATEMENTS_MAX = 5_000
BUILDERS = ("_build", "_build_unknown")


class StatementCache(LRUCache[Any, Any]):
    """A cache for all engines of a dialect. It leaves out the first part of each key, which is the
    engine's own dialect object."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


class TemplateCache(BytecodeCache):
    """Keeps the code of compiled templates in memory, for all applications of this process."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key, bucket.checksum] = bucket.code


@contextmanager
def build_once() -> Iterator[None]:
    """While it is open, all engines and applications share these caches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", _engines_with_shared_statements())
        patch.setattr(
            Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": TemplateCache()}
        )
        patch.setattr(Rule, "compile", _shared_routes(Rule.compile))
        patch.setattr(wsgi, "load_wording", shared_wording)
        patch.setattr(wsgi, "check", lambda *_: None)  # shared_wording() has checked it
        patch.setattr(wsgi, "Words", cache(Words))
        yield


def shared_wording() -> Wording:
    """The shipped sentences, checked against the dialogues; removes edits of earlier tests."""
    wording = _wording()
    if wording._edits:
        wording.replace_edits([])
    return wording


@cache
def _wording() -> Wording:
    wording = load_wording()
    check(DIALOGUES, wording)
    return wording


def _engines_with_shared_statements() -> Callable[..., Engine]:
    caches: dict[str, StatementCache] = {}

    def create(url: str, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        cache = caches.setdefault(engine.name, StatementCache(STATEMENTS_MAX))
        engine.update_execution_options(compiled_cache=cache)
        return engine

    return create


def _shared_routes(compile_rule: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """Shares what Werkzeug makes of a rule; its builders take the rule as an argument, so rules
    that are alike can use the same ones."""
    made: dict[Any, dict[str, Any]] = {}

    def compile_once(rule: Rule) -> None:
        key = (rule.rule, rule.subdomain, repr(rule.defaults), rule.merge_slashes)
        if key not in made:
            compile_rule(rule)
            made[key] = {name: getattr(rule, name) for name in ("_parts", "_trace", "_converters")}
            made[key] |= {name: getattr(rule, name).__func__ for name in BUILDERS}
            made[key]["arguments"] = frozenset(rule.arguments)
        for name, part in made[key].items():
            setattr(rule, name, part.__get__(rule) if name in BUILDERS else part)
        rule.arguments = set(rule.arguments)

    return compile_once
