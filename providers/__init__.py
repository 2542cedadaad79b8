"""Those who deliver what members redeem or exchange points for: the adapters that ask them, and
the webhooks by which they report. What a report says is not believed: it has the provider asked at
once.
"""

from providers.exchanges import partners_of
from providers.top_ups import provider_of

__all__ = ["partners_of", "provider_of"]
