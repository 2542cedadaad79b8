"""The sealer of one-time codes that all tests share."""

from core.kernel import Sealer
from core.members import one_time_codes

CODE_SEALER = Sealer(["a-secret-key-of-tests-0123456789abcdef"], one_time_codes.SEALED_FOR)
