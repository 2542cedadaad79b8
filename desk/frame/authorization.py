"""Who may see and do what, said at every view. A view that says nothing cannot be served."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint

from core.staff import Role

View = TypeVar("View", bound=Callable[..., Any])
READERS = (Role.AGENT, Role.SUPERVISOR, Role.AUDITOR)
EDITORS = (Role.AGENT, Role.SUPERVISOR)
SUPERVISORS = (Role.SUPERVISOR,)
OVERSEERS = (Role.SUPERVISOR, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Access:
    """`open`: to anyone at all. `half_way`: to whoever has given a right password, too. `own`: it
    changes nothing but what is the agent's own. `renews`: it is somebody's doing, so the session
    does not count as idle; a page that asks again by itself must not keep it alive."""

    roles: frozenset[Role] = frozenset()
    open: bool = False
    half_way: bool = False
    own: bool = False
    renews: bool = True


class UndeclaredAccess(TypeError):
    """A view that does not say who may, or lets an auditor change something."""


def requires_role(*roles: Role, own: bool = False, renews: bool = True) -> Callable[[View], View]:
    """Goes below the route decorator, which checks it when it registers the view."""
    return _declared(Access(frozenset(roles), own=own, renews=renews))


def public(view: View) -> View:
    return _declared(Access(open=True, own=True, renews=False))(view)


def requires_password(view: View) -> View:
    """For the second factor: after a right password, and for those who are signed in."""
    return _declared(Access(frozenset(READERS), half_way=True, own=True))(view)


def access_of(view: Callable[..., Any]) -> Access:
    found = getattr(view, "access", None)
    if not isinstance(found, Access):
        raise UndeclaredAccess(f"{view.__name__} does not say who may")
    return found


class DeskBlueprint(Blueprint):
    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        assert view_func is not None
        _check(view_func, options)
        super().add_url_rule(rule, endpoint, view_func, provide_automatic_options, **options)


def _check(view: Callable[..., Any], options: Mapping[str, Any]) -> None:
    access = access_of(view)
    changes = bool({"POST", "PUT", "PATCH", "DELETE"} & set(options.get("methods") or ()))
    if changes and Role.AUDITOR in access.roles and not access.own:
        raise UndeclaredAccess(f"{view.__name__} would let an auditor change something")


def _declared(access: Access) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return declare
