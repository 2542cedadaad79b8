"""Views read no parameter of a request themselves: they pass the form or the query on to functions
that check and bound each value (web.parameters, desk.frame.forms)."""

import ast
from collections.abc import Iterator

import pytest
from product_tree import product

READERS = {
    "web.parameters",
    "desk.frame.forms",
    "web.signature",  # the form as a whole, and the token
    "desk.frame.guard",  # whether any parameter has characters that cannot be stored
    "desk.frame.submissions",  # a hash of the form
    "desk.frame.form_memory",  # shows a refused form again
    "desk.frame.layout",  # the same query with another place in a list
}
PASSED_ON = {"form", "args"}
NOT_USED = {"values", "view_args", "json", "get_json", "data", "get_data", "files", "stream"}
NAMES = {"form", "query", "args"}  # of parameters and variables that are a form or a query
READ_WITH = {"get", "getlist", "items", "keys", "values", "to_dict", "lists", "listvalues", "pop"}


def reads_in(tree: ast.AST) -> Iterator[int]:
    """The lines that read a parameter."""
    arguments = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for argument in [*node.args, *(keyword.value for keyword in node.keywords)]
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_name(node.value, {"request"}):
            is_passed_on = node.attr in PASSED_ON and id(node) in arguments
            if node.attr in PASSED_ON | NOT_USED and not is_passed_on:
                yield node.lineno
        elif is_form_read(node):
            yield node.lineno


def is_form_read(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=read, attr=how)):
            return how in READ_WITH and is_form(read)
        case ast.Subscript(value=read):
            return is_form(read)
        case ast.Compare(comparators=compared):
            return any(map(is_form, compared))
    return False


def is_name(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def is_form(node: ast.AST) -> bool:
    """Whether this is a form or a query: by its name, or as `signature.form(request)`."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return is_name(node, NAMES) or (is_call and node.func.attr == "form")


def test_no_view_reads_a_parameter_itself() -> None:
    doors = ("desk", "web", "ivr", "sms", "ussd", "wsgi")
    found = {
        name: sorted(reads_in(module.tree))
        for name, module in product().items()
        if name.startswith(doors) and name not in READERS
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code",
    [
        "request.args.get('q')",
        "request.form['q']",
        "'q' in request.form",
        "request.values",
        "request.view_args",
        "request.get_json()",
        "asked = request.args",
        "read(request.files)",
        "form.get('q')",
        "form['q']",
        "query.getlist('q')",
        "'q' in form",
        "signature.form(request).get('q')",
        "signature.form(request)['q']",
    ],
)
def test_each_kind_of_read_is_found(code: str) -> None:
    assert list(reads_in(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["required_int(request.form, 'q')", "act(form)", "form.values['q']", "request.path"]
)
def test_what_is_passed_on_is_allowed(code: str) -> None:
    assert not list(reads_in(ast.parse(code)))
