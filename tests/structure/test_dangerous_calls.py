"""Nothing in the product runs text as code, loads objects from bytes, or starts a shell."""

import ast

import pytest
from product_tree import product

FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "yaml"}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput"}


def problems_in(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found += [node.func.id] if node.func.id in FORBIDDEN_CALLS else []
        elif isinstance(node, ast.Import):
            found += [each.name for each in node.names if each.name in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom):
            found += [node.module] if node.module in FORBIDDEN_MODULES else []
        elif isinstance(node, ast.Attribute) and node.attr in SHELLS:
            found.append(node.attr)
        elif isinstance(node, ast.keyword) and node.arg == "shell":
            found.append("shell=")
    return found


def test_the_product_runs_no_text_as_code() -> None:
    found = {name: problems_in(module.tree) for name, module in product().items()}
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize(
    "code",
    ["eval(x)", "import pickle", "from yaml import load", "os.system(x)", "run(x, shell=y)"],
)
def test_each_kind_is_found(code: str) -> None:
    assert problems_in(ast.parse(code))
