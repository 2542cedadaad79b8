"""Demo data: seven members with a history, gifts, services and their suppliers, and five agents;
`hotline demo` has two members more.

Points are posted and orders placed by the functions that the hotline uses, so the ledger passes its
audit. All dates are relative to the day of seeding.
"""

from core.seed.people import AGENTS, PEOPLE, PIN, PRICES, SAMPLES
from core.seed.samples import add_samples
from core.seed.seeding import seed

__all__ = ["AGENTS", "PEOPLE", "PIN", "PRICES", "SAMPLES", "add_samples", "seed"]
