"""Those who deliver what members redeem or exchange points for: the adapters that ask them, and
the webhooks by which they report. What a report says is not believed: it has the provider asked at
once.
"""

from providers.couriers import courier_of
from providers.exchanges import partners_of
from providers.top_ups import provider_of

__all__ = ["courier_of", "partners_of", "provider_of"]
