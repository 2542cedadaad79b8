"""Nothing in the product waits for what never comes, or is made for nobody.

- Every module is imported and every function is called, starting from the entry points.
- Every outbox topic that is written has a deliverer, and every deliverer a writer.
- Every kind of input that dialogues wait for comes from a channel, and every kind of answer that
  channels render is asked for by a dialogue.

There are no exceptions: what is built comes with the door through which it is reached.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from product_tree import Module, product

from core.messaging import Topic
from flows.protocol import ExpectsKind, HeardKind
from jobs.deliveries import DELIVERIES
from wsgi import CHANNEL_ADAPTERS

ENTRY_POINTS = {"wsgi", "hotline"}  # the server loads "wsgi:production"; hotline is the command
CHANNELS = tuple(each.routes.__module__.partition(".")[0] for each in CHANNEL_ADAPTERS.values())

OF_THE_PREVIOUS_RELEASE = ("call", "participant", "redirect")  # jobs.previous_release


def test_every_module_is_imported() -> None:
    missing = {name for name in product() if not product()[name].is_package} - _imported()
    assert sorted(missing) == []


def test_every_function_is_called() -> None:
    assert sorted(_all_functions() - _reached_from(_first_uses())) == []


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_has_a_writer(topic: Topic) -> None:
    assert _mentions(Topic, topic, ("core", "flows"))


def test_every_topic_has_a_delivery() -> None:
    assert sorted(set(Topic) - DELIVERIES.keys()) == []


def test_every_delivery_has_a_topic() -> None:
    assert sorted(DELIVERIES.keys() - set(Topic)) == sorted(OF_THE_PREVIOUS_RELEASE)


@pytest.mark.parametrize("kind", HeardKind)
def test_every_input_kind_comes_from_a_channel(kind: HeardKind) -> None:
    assert _mentions(HeardKind, kind, CHANNELS)


@pytest.mark.parametrize("kind", ExpectsKind)
def test_every_answer_kind_is_used_by_a_dialogue(kind: ExpectsKind) -> None:
    assert _mentions(ExpectsKind, kind, ("flows",))


def _imported() -> set[str]:
    """The modules that the entry points import, directly or not."""
    found: set[str] = set()
    ahead = list(ENTRY_POINTS | {m.name for m in product().values() if _is_script(m)})
    while ahead:
        name = ahead.pop()
        if name in found or name not in product():
            continue
        found.add(name)
        ahead.append(name.rpartition(".")[0])
        for module, imported, _ in product()[name].imports:
            ahead += [module, f"{module}.{imported}"]
    return found


def _is_script(module: Module) -> bool:
    return 'if __name__ == "__main__":' in module.source


def _all_functions() -> set[str]:
    return {f"{m.name}.{function}" for m in product().values() for function in m.functions}


@cache
def _first_uses() -> tuple[str, ...]:
    """What is used by importing the product's modules, and by the methods of its classes. A
    decorator (a route, a command, a listener) hands its function to whoever calls it."""
    found: list[str] = []
    for module in map(product().__getitem__, _imported()):
        for node in module.tree.body:
            if not isinstance(node, ast.FunctionDef):
                found += _uses(module, node)
            elif node.decorator_list or module.name in ENTRY_POINTS:
                found.append(f"{module.name}.{node.name}")
    return tuple(found)


def _reached_from(names: Iterable[str]) -> set[str]:
    """These functions, and what they call, directly or not."""
    found: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            module, _, function = name.rpartition(".")
            if module in product() and function in product()[module].functions:
                ahead += _uses(product()[module], product()[module].functions[function])
    return found


def _uses(module: Module, node: ast.AST) -> Iterator[str]:
    """The product's names that stand in this piece of code. Where a module itself is a value (`for
    page in (rules, wording): page.serve()`), any attribute in sight may be a function of it."""
    inside = list(ast.walk(node))
    owners = {id(each.value) for each in inside if isinstance(each, ast.Attribute)}
    for each in inside:
        if isinstance(each, ast.Name | ast.Attribute) and (name := module.resolve(each)):
            yield name
            if name in product() and id(each) not in owners:
                yield from (f"{name}.{attribute}" for attribute in module.attributes)


def _mentions(enum: type, member: str, packages: tuple[str, ...]) -> bool:
    """Whether code of these packages names this member of an enumeration."""
    return any(
        isinstance(node, ast.Attribute)
        and ast.unparse(node) == f"{enum.__name__}.{enum(member).name}"
        for module in product().values()
        if module.name.partition(".")[0] in packages
        for node in module.nodes
    )
