"""Complaints, claims for missing points, and approvals."""

from desk.service import approvals, claims, complaints

__all__ = [
    "approvals",
    "claims",
    "complaints",
]
