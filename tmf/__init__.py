"""TM Forum's Open APIs, as thin adapters.

TMF658 Loyalty and TMF621 Trouble Ticket give core's functions the names of the specifications;
clients, tokens, scopes, keys and the audit trail are those of the API. The listener takes billing's
notifications of TMF629, TMF632 and TMF637.
"""
