"""What a delivery needs, and the exception that postpones it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.contact_centre import PictureFiles
from core.kernel import Database, Sealer
from core.loyalty import PartnerRequest
from core.messaging import Provider
from core.redemption import Parcel, TopUp
from flows.language import Wording
from jobs.carriers import Carriers
from web.carrier_files import CarrierFiles


@dataclass(frozen=True, slots=True)
class WebhookAccess:
    """`sealer` opens the secrets of webhooks. `may_be_private`: whether their addresses may lead
    into a private network, as in the demo."""

    sealer: Sealer
    may_be_private: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryContext:
    """`now` is the clock; `default_language` is for members who have chosen none; `sealer` opens
    one-time codes, `voucher_sealer` codes of vouchers; `exchange_partners` are by name."""

    database: Database
    carriers: Carriers
    wording: Wording
    default_language: str
    now: Callable[[], datetime]
    sealer: Sealer
    carrier_files: CarrierFiles
    picture_files: PictureFiles
    top_up_provider: Provider[TopUp] | None = None
    exchange_partners: Mapping[str, Provider[PartnerRequest]] = field(default_factory=dict)
    webhooks: WebhookAccess | None = None
    courier: Provider[Parcel] | None = None
    voucher_sealer: Sealer | None = None


class NotYet(Exception):
    """The event must not be delivered before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until
