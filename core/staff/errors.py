"""Exceptions of this room; the root of the tree is in core.kernel.errors.

Refused
├── AgentTaken                    another agent signs in under that name
├── CompanyAccountTaken           another agent has connected that account
└── FormReused                    a form was submitted again with something else filled in
NotFound
└── NoSuchAgent
HotlineError
├── BadSecurityKey                what it has signed is not what it was given to sign
├── BadAgent                      reason: 'name' (what is typed to sign in), or one of
│                                 core.staff.passwords.check()
├── FirstPasswordExpired          the password is right, but it was a first one and not used in time
└── HashingBusy                   more passwords are checked at this moment than the machine can
"""

from core.kernel import HotlineError, NotFound, Refused


class AgentTaken(Refused):
    pass


class CompanyAccountTaken(Refused):
    pass


class FormReused(Refused):
    """The argument is the address of the form. Nothing is done: the agent sends a fresh form."""


class NoSuchAgent(NotFound):
    pass


class BadSecurityKey(HotlineError):
    pass


class BadAgent(HotlineError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FirstPasswordExpired(HotlineError):
    pass


class HashingBusy(HotlineError):
    pass
