"""Clients: other systems that use the API. What each may do (scopes), its secrets, the tokens that
it gets for them, and the requests that it had carried out, each once.
"""

from core.clients import clients, requests, tokens
from core.clients.clients import Client, acts_as
from core.clients.errors import BadClient, ClientTaken, NoSuchClient
from core.clients.requests import KeyedRequest
from core.clients.scopes import Scope, parse_scopes
from core.clients.tokens import Caller

__all__ = [
    "BadClient",
    "Caller",
    "Client",
    "ClientTaken",
    "KeyedRequest",
    "NoSuchClient",
    "Scope",
    "acts_as",
    "clients",
    "parse_scopes",
    "requests",
    "tokens",
]
