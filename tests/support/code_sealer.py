"""The sealers of one-time codes, and of those of vouchers, that all tests share."""

from core.kernel import Sealer
from core.members import one_time_codes
from core.redemption import vouchers

KEYS = ["a-secret-key-of-tests-0123456789abcdef"]
CODE_SEALER = Sealer(KEYS, one_time_codes.SEALED_FOR)
VOUCHER_SEALER = Sealer(KEYS, vouchers.SEALED_FOR)
