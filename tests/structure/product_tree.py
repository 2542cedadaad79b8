"""The product's source, parsed once for all the tests that read it."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = tuple(name for name in PROJECT["tool"]["mypy"]["packages"] if name != "migrations")
SCRIPTS = ("wsgi.py", "hotline.py")
PACKAGES_WITH_ROOMS = ("core", "flows", "desk")


@dataclass(frozen=True)
class Module:
    """`name` is dotted; `is_package` where the file is an `__init__.py`."""

    name: str
    path: Path
    is_package: bool
    source: str

    @property
    def relative_path(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @cached_property
    def imports(self) -> tuple[tuple[str, str, str], ...]:
        """(module, name, local name) of every import; `import module` has no name."""
        found: list[tuple[str, str, str]] = []
        for node in self.nodes:
            if isinstance(node, ast.ImportFrom):
                source = self._source_of(node)
                for alias in node.names:
                    found.append((source, alias.name, alias.asname or alias.name))
            elif isinstance(node, ast.Import):
                found.extend((alias.name, "", alias.asname or alias.name) for alias in node.names)
        return tuple(found)

    def _source_of(self, node: ast.ImportFrom) -> str:
        """The dotted name of the module imported from, also where it is given relatively."""
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        above = package[: len(package) - node.level + 1]
        return ".".join([*above, node.module] if node.module else above)

    @cached_property
    def exports(self) -> tuple[str, ...]:
        """What its `__all__` names."""
        names = self.assignments.get("__all__")
        return tuple(ast.literal_eval(names)) if names is not None else ()

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """Those at the top of the module."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    @cached_property
    def assignments(self) -> dict[str, ast.expr]:
        """The values of its plain module-level names."""
        return {
            node.targets[0].id: node.value
            for node in self.tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }

    def resolve(self, expression: ast.expr) -> str | None:
        """The dotted name, in the module that defines it, of what a name or `module.name` stands
        for: "core.members.pins.check". None: it is no name of the product."""
        if isinstance(expression, ast.Name):
            return self._local_names.get(expression.id)
        if isinstance(expression, ast.Attribute):
            owner = self.resolve(expression.value)
            return origin(owner, expression.attr) if owner in product() else None
        return None

    @cached_property
    def attributes(self) -> frozenset[str]:
        """The names behind a dot."""
        return frozenset(node.attr for node in self.nodes if isinstance(node, ast.Attribute))

    def function_around(self, place: ast.AST) -> ast.FunctionDef | None:
        """The top-level function that a node stands in."""
        for function in self.functions.values():
            if any(node is place for node in ast.walk(function)):
                return function
        return None

    @cached_property
    def _local_names(self) -> dict[str, str]:
        own = (*self.functions, *self.assignments)
        names: dict[str, str] = {name: f"{self.name}.{name}" for name in own}
        for module, name, local_name in self.imports:
            found = origin(module, name) if name else module
            if found is not None and module.partition(".")[0] in _roots():
                names[local_name] = found
        return names


@cache
def product() -> dict[str, Module]:
    """Every module of the product by its dotted name."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    paths += [ROOT / script for script in SCRIPTS]
    return {module.name: module for module in map(_read, paths)}


@cache
def origin(module: str, name: str) -> str | None:
    """Follows re-exports: ("core.members", "masked") is "core.members.profiles.masked"."""
    found = product().get(module)
    if found is not None and name not in found.functions and name not in found.assignments:
        for source, original, local_name in found.imports:
            if local_name == name and original and (source, original) != (module, name):
                return origin(source, original)
    known = found is not None or f"{module}.{name}" in product()
    return f"{module}.{name}" if known else None


@cache
def rooms() -> tuple[str, ...]:
    return tuple(
        sorted(
            module.name
            for module in product().values()
            if module.is_package
            and module.name.partition(".")[0] in PACKAGES_WITH_ROOMS
            and module.name.count(".") == 1
        )
    )


def room_of(module: str) -> str | None:
    """The room that a module belongs to; None: it stands outside of all rooms."""
    room = ".".join(module.split(".")[:2])
    return room if room in rooms() else None


def calls_of(function: str) -> Iterator[tuple[Module, ast.Call]]:
    """Every call of a function of the product, given by its dotted name."""
    for module in product().values():
        for node in module.nodes:
            if isinstance(node, ast.Call) and module.resolve(node.func) == function:
                yield module, node


@cache
def _roots() -> frozenset[str]:
    return frozenset(name.partition(".")[0] for name in product())


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    return Module(name, path, is_package, path.read_text(encoding="utf-8"))
