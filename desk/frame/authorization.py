"""Role-based access to the desk's views.

Each view declares below its route which roles may use it. DeskBlueprint refuses to register a view
without a declaration, so a forgotten one stops the start of the application.
"""

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
CHANGING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a view.

    public: anybody, signed in or not.
    password_only: also a browser that has sent the right password and no second factor yet.
    before_own_password: also agents who must choose a password of their own first.
    own: the view changes nothing but the agent's own settings, so an auditor may use it too.
    renews: a request postpones the idle timeout. False for requests that a page makes by itself,
        because an open page must not keep the session of an absent agent alive.
    """

    roles: frozenset[Role] = frozenset()
    public: bool = False
    password_only: bool = False
    before_own_password: bool = False
    own: bool = False
    renews: bool = True


class UndeclaredAccess(TypeError):
    """A view declares no access, an unknown role, or a change that an auditor could make."""


def requires_role(
    *roles: Role, own: bool = False, renews: bool = True, before_own_password: bool = False
) -> Callable[[View], View]:
    """Admits agents of these roles. Goes below the route decorator, which checks the declaration
    when it registers the view."""
    if not roles or not all(isinstance(role, Role) for role in roles):
        raise UndeclaredAccess(f"not roles of the desk: {roles!r}")
    return _declared(
        Access(frozenset(roles), own=own, renews=renews, before_own_password=before_own_password)
    )


def public(view: View) -> View:
    return _declared(Access(public=True, own=True, renews=False, before_own_password=True))(view)


def requires_password(view: View) -> View:
    """For the pages of the second factor: admits those who have sent a right password, and those
    who are signed in."""
    access = Access(frozenset(READERS), password_only=True, own=True, before_own_password=True)
    return _declared(access)(view)


def access_of(view: Callable[..., Any]) -> Access:
    found = getattr(view, "access", None)
    if not isinstance(found, Access):
        raise UndeclaredAccess(f"{view.__name__} declares no access")
    return found


class DeskBlueprint(Blueprint):
    """A blueprint that refuses views without declared access. `accesses` maps the name of each
    endpoint to what its view declares."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accesses: dict[str, Access] = {}

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        assert view_func is not None
        self.accesses[endpoint or view_func.__name__] = _checked(view_func, options)
        super().add_url_rule(rule, endpoint, view_func, provide_automatic_options, **options)


def _checked(view: Callable[..., Any], options: Mapping[str, Any]) -> Access:
    access = access_of(view)
    changes = bool(CHANGING_METHODS & set(options.get("methods") or ()))
    if changes and Role.AUDITOR in access.roles and not access.own:
        raise UndeclaredAccess(f"{view.__name__} would let an auditor change something")
    return access


def _declared(access: Access) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return declare
