"""Settings from the environment. Production does not start where one is missing or insecure, and
names all of them at once.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from core.kernel import base_url
from core.kernel.errors import BadSettings
from core.kernel.sealing import Sealer

SECRET_KEY_CHARS_MIN = 32
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DEMO_EXCHANGE_KEY = "demo-exchange-secret"
DEMO_TOKENS = frozenset(
    {
        "demo-auth-token",
        "demo-ussd-token",
        "demo-top-up-secret",
        "demo-courier-secret",
        "demo-billing-secret",
        DEMO_EXCHANGE_KEY,
    }
)
_REQUIRED_BY_WORKER = ("database_url", "secret_key", "public_url", "hotline_number")
_REQUIRED = (*_REQUIRED_BY_WORKER, "redis_url", "ussd_token")
_TWILIO = ("twilio_account_sid", "twilio_auth_token")
_KANNEL = ("kannel_url", "kannel_user", "kannel_password", "kannel_secret")
_TOKENS = ("twilio_auth_token", "ussd_token", "top_up_secret", "courier_secret", "billing_secret")
_OIDC = ("oidc_client_id", "oidc_client_secret")
_URLS = ("public_url", "twilio_api_url", "kannel_url", "top_up_url", "courier_url", "oidc_issuer")
_DEMO = {
    "secret_key": "demo-secret-key-of-a-demo-that-guards-nothing",
    "public_url": "http://127.0.0.1:8000",
    "twilio_account_sid": "ACdemo",
    "twilio_auth_token": "demo-auth-token",
    "hotline_number": "+8610086",
    "marketing_number": "+8610087",
    "ussd_token": "demo-ussd-token",
    "top_up_secret": "demo-top-up-secret",
    "courier_secret": "demo-courier-secret",
    "billing_secret": "demo-billing-secret",
}


class ExchangePartnerSettings(BaseModel):
    url: str
    secret: SecretStr = Field(min_length=1)  # signs in both directions


class Settings(BaseSettings):
    """A setting that is absent is ''. for_production() and for_worker() require those they need;
    each classmethod raises BadSettings."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    # URLs carry passwords, so they stay out of every repr and of the logs.
    database_url: str = Field(default="", repr=False)
    redis_url: str = Field(default="", repr=False)
    secret_key: SecretStr = SecretStr("")
    # Former values of SECRET_KEY, separated by spaces: they still open what they have sealed.
    secret_key_fallbacks: SecretStr = SecretStr("")
    public_url: str = ""
    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    # Where Kannel carries the texts: its sendsms, and what its requests prove themselves with.
    kannel_url: str = ""
    kannel_user: str = ""
    kannel_password: SecretStr = SecretStr("")
    kannel_secret: SecretStr = SecretStr("")
    hotline_number: str = ""
    # From where marketing texts come; '': none are sent.
    marketing_number: str = ""
    ussd_token: SecretStr = SecretStr("")
    # Where pictures are stored: one directory, which all servers and workers share.
    media_dir: Path = Path("media")
    twilio_api_url: str = ""  # of a phone that plays the carrier; '': the carrier itself
    # Who adds phone credit and data; '': supervisors confirm at the desk what they added by hand.
    top_up_url: str = ""
    top_up_api: Literal["signed", "tmf654"] = "signed"
    top_up_secret: SecretStr = SecretStr("")
    # Who takes gifts to their address; '': agents send them by hand, and note it at the desk.
    courier_url: str = ""
    courier_secret: SecretStr = SecretStr("")
    courier_automatic: bool = False  # whether it is asked without an agent
    # Who exchanges points: JSON, {"name in the programme": {"url": ..., "secret": ...}}.
    exchange_partners: dict[str, ExchangePartnerSettings] = {}
    api_requests_per_minute: int = Field(default=1200, ge=1)  # of each client of the API
    # Signs billing's notifications; '': none is taken.
    billing_secret: SecretStr = SecretStr("")
    # Where agents may sign in with their company account (OpenID Connect); '': nowhere.
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    default_language: Literal["zh", "en"] = "zh"
    trusted_proxies: int = Field(default=0, ge=0)  # how many proxies set X-Forwarded-For
    access_log: bool = False  # whether each request has a line in the log

    @classmethod
    def for_production(cls) -> Self:
        return cls._checked(_REQUIRED)

    @classmethod
    def for_worker(cls) -> Self:
        """A worker answers no requests, so it needs fewer."""
        return cls._checked(_REQUIRED_BY_WORKER)

    @classmethod
    def for_demo(cls, **given: Any) -> Self:
        """Each setting is taken from `given`, else the environment, else the demo's defaults."""
        settings = cls._read(given)
        absent = {name: _DEMO[name] for name in _DEMO if not settings._plain(name)}
        settings = cls._read(given | absent)
        if problems := settings._missing(()) + settings._malformed():
            raise BadSettings(problems)
        return settings

    @classmethod
    def _checked(cls, required: Sequence[str]) -> Self:
        settings = cls._read({})
        problems = settings._missing(required) + settings._malformed() + settings._insecure()
        if problems:
            raise BadSettings(problems)
        return settings

    @classmethod
    def _read(cls, given: dict[str, Any]) -> Self:
        try:
            return cls(**given)
        except ValidationError as error:
            raise BadSettings(
                [f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
            ) from None  # the original repeats the values
        except SettingsError as error:  # JSON that cannot be read; names the setting
            raise BadSettings([f"{error}"]) from None

    @property
    def public_path(self) -> str:
        """The path of PUBLIC_URL without a slash at its end: '/hotline', or '' if it has none."""
        return base_url.path_of(self.public_url)

    @property
    def is_on_this_machine(self) -> bool:
        """Whether only this machine reaches the hotline, as in the demo."""
        return urlsplit(self.public_url).hostname in LOOPBACK

    @property
    def uses_kannel(self) -> bool:
        return any(map(self._plain, _KANNEL))

    @property
    def uses_twilio(self) -> bool:
        """Twilio carries calls, and texts where Kannel does not. Beside Kannel it is optional."""
        return any(map(self._plain, _TWILIO)) or not self.uses_kannel

    @property
    def own_numbers(self) -> tuple[str, ...]:
        """The numbers that texts are sent from."""
        numbers = (self.hotline_number, self.marketing_number)
        return tuple(number for number in numbers if number)

    @property
    def secret_keys(self) -> list[str]:
        """The secret key, then its former values."""
        former = self.secret_key_fallbacks.get_secret_value().split()
        return [self.secret_key.get_secret_value(), *former]

    def sealer(self, purpose: str) -> Sealer:
        """Seals and opens with these keys: see core.kernel.sealing."""
        return Sealer(self.secret_keys, purpose)

    def _plain(self, name: str) -> str:
        value = getattr(self, name)
        return value.get_secret_value() if isinstance(value, SecretStr) else str(value)

    def _missing(self, required: Sequence[str]) -> list[str]:
        """Of `required`, and of what each carrier and provider needs that is used; in the order of
        the fields."""
        needed = {
            *required,
            *(_TWILIO if self.uses_twilio else ()),
            *(_KANNEL if self.uses_kannel else ()),
            *(("top_up_secret",) if self.top_up_url else ()),
            *(("courier_secret",) if self.courier_url else ()),
            *(_OIDC if self.oidc_issuer else ()),
        }
        named = [name for name in type(self).model_fields if name in needed]
        return [f"{name.upper()} is missing" for name in named if not self._plain(name)]

    def _malformed(self) -> list[str]:
        flaws = {name: base_url.flaw_of(self._plain(name)) for name in _URLS if self._plain(name)}
        problems = [f"{name.upper()} {flaw}" for name, flaw in flaws.items() if flaw]
        for name, partner in self.exchange_partners.items():
            if flaw := base_url.flaw_of(partner.url):
                problems.append(f"EXCHANGE_PARTNERS: the url of {name} {flaw}")
        if self.marketing_number and self.marketing_number == self.hotline_number:
            problems.append("MARKETING_NUMBER is HOTLINE_NUMBER: marketing needs one of its own")
        return problems

    def _insecure(self) -> list[str]:
        problems = []
        if any(len(key) < SECRET_KEY_CHARS_MIN for key in self.secret_keys[1:]):
            problems.append(
                f"SECRET_KEY_FALLBACKS has a key below {SECRET_KEY_CHARS_MIN} characters"
            )
        if 0 < len(self._plain("secret_key")) < SECRET_KEY_CHARS_MIN:
            problems.append(f"SECRET_KEY is shorter than {SECRET_KEY_CHARS_MIN} characters")
        if self._plain("secret_key") == _DEMO["secret_key"]:
            problems.append("SECRET_KEY is the demo's")
        if _DEMO["secret_key"] in self.secret_keys[1:]:
            problems.append("SECRET_KEY_FALLBACKS has the demo's")
        urls = {name.upper(): self._plain(name) for name in _URLS}
        for name, partner in self.exchange_partners.items():
            urls[f"EXCHANGE_PARTNERS: the url of {name}"] = partner.url
            if partner.secret.get_secret_value() in DEMO_TOKENS:
                problems.append(f"EXCHANGE_PARTNERS: the secret of {name} is the demo's")
        problems += [f"{name} is not https" for name, url in urls.items() if _is_open(url)]
        for name in _TOKENS:
            if self._plain(name) in DEMO_TOKENS:
                problems.append(f"{name.upper()} is the demo's, which everyone knows")
        return problems


def _is_open(url: str) -> bool:
    """Whether what is sent there can be read on the way. A malformed URL is told apart."""
    if base_url.flaw_of(url) or url.startswith("https:"):
        return False
    return urlsplit(url).hostname not in LOOPBACK
