"""The sealers of one-time codes, of codes of vouchers, and of the secrets of webhooks."""

from core.kernel import Sealer
from core.members import one_time_codes
from core.messaging import webhooks
from core.redemption import vouchers

KEYS = ["a-secret-key-of-tests-0123456789abcdef"]
CODE_SEALER = Sealer(KEYS, one_time_codes.SEALED_FOR)
WEBHOOK_SEALER = Sealer(KEYS, webhooks.SEALED_FOR)
VOUCHER_SEALER = Sealer(KEYS, vouchers.SEALED_FOR)
