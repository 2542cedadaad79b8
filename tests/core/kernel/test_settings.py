import tomllib

import pytest

from core.kernel import BadSettings, Settings
from core.programme import Programme, current_rules, shipped_rules
from core.programme.programme import FILE

DEMO_KEY = Settings.for_demo().secret_key.get_secret_value()
GOOD = {
    "DATABASE_URL": "postgresql+psycopg://hotline:hunter2@db/hotline",
    "REDIS_URL": "redis://cache/0",
    "SECRET_KEY": "k" * 32,
    "PUBLIC_URL": "https://hotline.example.com",
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "a-real-token",
    "HOTLINE_NUMBER": "+8610086",
    "USSD_TOKEN": "another-token",
}
KANNEL = {
    "KANNEL_URL": "http://127.0.0.1:13013",
    "KANNEL_USER": "hotline",
    "KANNEL_PASSWORD": "a-kannel-password",
    "KANNEL_SECRET": "a-kannel-secret",
}
TWILIO = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")
OTHERS = ("TWILIO_API_URL", "EXCHANGE_PARTNERS")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in [*GOOD, *KANNEL, "MARKETING_NUMBER", "DEFAULT_LANGUAGE", *OTHERS]:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_production_settings_are_read_and_secrets_hidden(environment: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        environment.setenv(name, value)
    settings = Settings.for_production()
    assert settings.default_language == "zh"
    assert settings.twilio_auth_token.get_secret_value() == "a-real-token"
    assert not any(secret in repr(settings) for secret in ("hunter2", "kkk", "a-real-token"))


def test_all_missing_settings_are_listed_at_once(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSettings) as error:
        Settings.for_production()
    assert error.value.problems == tuple(f"{name} is missing" for name in GOOD)


def test_marketing_has_a_number_of_its_own(environment: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        environment.setenv(name, value)
    environment.setenv("MARKETING_NUMBER", GOOD["HOTLINE_NUMBER"])
    with pytest.raises(BadSettings) as error:
        Settings.for_production()
    (problem,) = error.value.problems
    assert problem.startswith("MARKETING_NUMBER is HOTLINE_NUMBER")
    environment.setenv("MARKETING_NUMBER", "+8610087")
    assert Settings.for_production().own_numbers == ("+8610086", "+8610087")


@pytest.mark.parametrize(
    ("partners", "problem"),
    [
        ('{"airline": {"url": "https://miles.example", "secret": "s"}}', None),
        ('{"airline": {"url": "http://127.0.0.1:9/x", "secret": "s"}}', None),
        ('{"airline": {"url": "http://miles.example", "secret": "s"}}', "airline is not https"),
        ('{"airline": {"url": "miles.example", "secret": "s"}}', "the url of airline"),
        ('{"airline": {"url": "https://m.example", "secret": ""}}', "at least 1"),
        ('{"airline": {"url": "https://m.example"}}', "Field required"),
        (
            '{"airline": {"url": "https://m.example", "secret": "demo-exchange-secret"}}',
            "the secret of airline is the demo's",
        ),
        ("airline", "exchange_partners"),
    ],
)
def test_partners_of_exchanges_have_an_address_and_a_key(
    environment: pytest.MonkeyPatch, partners: str, problem: str | None
) -> None:
    for name, value in {**GOOD, "EXCHANGE_PARTNERS": partners}.items():
        environment.setenv(name, value)
    if problem is None:
        assert list(Settings.for_production().exchange_partners) == ["airline"]
        return
    with pytest.raises(BadSettings) as error:
        Settings.for_production()
    assert any(problem in each for each in error.value.problems), error.value.problems


@pytest.mark.parametrize(
    ("url", "secret", "problem"),
    [
        ("https://courier.example", "", "COURIER_SECRET is missing"),
        ("http://courier.example", "a-secret", "COURIER_URL is not https"),
        ("https://courier.example", "demo-courier-secret", "COURIER_SECRET is the demo's"),
    ],
)
def test_courier_has_an_address_and_a_key(
    environment: pytest.MonkeyPatch, url: str, secret: str, problem: str
) -> None:
    for name, value in {**GOOD, "COURIER_URL": url, "COURIER_SECRET": secret}.items():
        environment.setenv(name, value)
    with pytest.raises(BadSettings) as error:
        Settings.for_production()
    assert any(problem in each for each in error.value.problems), error.value.problems


def test_worker_requires_only_settings_it_uses(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSettings) as error:
        Settings.for_worker()
    of_servers = ("REDIS_URL", "USSD_TOKEN")
    missing = [f"{name} is missing" for name in GOOD if name not in of_servers]
    assert error.value.problems == tuple(missing)


def test_twilio_is_only_asked_for_where_it_is_used(environment: pytest.MonkeyPatch) -> None:
    for name, value in (GOOD | KANNEL).items():
        if name not in TWILIO:
            environment.setenv(name, value)
    for settings in (Settings.for_production(), Settings.for_worker()):
        assert settings.uses_kannel and not settings.uses_twilio
        assert not any(secret in repr(settings) for secret in ("a-kannel-password", "a-kannel-se"))
    environment.setenv("TWILIO_ACCOUNT_SID", "AC1")
    with pytest.raises(BadSettings) as error:
        Settings.for_production()
    assert error.value.problems == ("TWILIO_AUTH_TOKEN is missing",)


@pytest.mark.parametrize("given", KANNEL)
def test_kannel_needs_all_of_its_settings(environment: pytest.MonkeyPatch, given: str) -> None:
    for name, value in GOOD.items():
        environment.setenv(name, value)
    environment.setenv(given, KANNEL[given])
    missing = tuple(f"{name} is missing" for name in KANNEL if name != given)
    for read in (Settings.for_production, Settings.for_worker, Settings.for_demo):
        with pytest.raises(BadSettings) as error:
            read()
        assert error.value.problems == missing


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SECRET_KEY", "k" * 31, "SECRET_KEY is shorter than 32 characters"),
        (
            "SECRET_KEY",
            Settings.for_demo().secret_key.get_secret_value(),
            "SECRET_KEY is the demo's",
        ),
        ("SECRET_KEY_FALLBACKS", "k" * 31, "SECRET_KEY_FALLBACKS has a key below 32 characters"),
        ("PUBLIC_URL", "http://hotline.example.com", "PUBLIC_URL is not https"),
        ("PUBLIC_URL", "hotline.example.com", "PUBLIC_URL does not begin with https://"),
        ("PUBLIC_URL", "//hotline.example.com", "PUBLIC_URL does not begin with https://"),
        ("PUBLIC_URL", "ftp://hotline.example.com", "PUBLIC_URL does not begin with https://"),
        ("PUBLIC_URL", "https:/hotline.example.com", "PUBLIC_URL has a port or a host"),
        ("PUBLIC_URL", "https://", "PUBLIC_URL has a port or a host that is none"),
        ("PUBLIC_URL", "https://x.example:99999", "PUBLIC_URL has a port or a host that is none"),
        ("PUBLIC_URL", "https://x.example:y", "PUBLIC_URL has a port or a host that is none"),
        ("PUBLIC_URL", "https://x.example:", "PUBLIC_URL has a port or a host that is none"),
        ("PUBLIC_URL", "https://x..example", "PUBLIC_URL has a port or a host that is none"),
        ("PUBLIC_URL", "https://[::1", "PUBLIC_URL has a port or a host that is none"),
        ("PUBLIC_URL", "https://x_y .example", "PUBLIC_URL has a space"),
        ("PUBLIC_URL", " https://x.example", "PUBLIC_URL has a space"),
        ("PUBLIC_URL", "https://热线.example", "PUBLIC_URL has a space or a character"),
        ("PUBLIC_URL", "https://user:pw@x.example", "PUBLIC_URL has a user name or a password"),
        ("PUBLIC_URL", "https://x.example/?a=1", "PUBLIC_URL has a query or a fragment"),
        ("PUBLIC_URL", "https://x.example/?", "PUBLIC_URL has a query or a fragment"),
        ("PUBLIC_URL", "https://x.example/#top", "PUBLIC_URL has a query or a fragment"),
        ("PUBLIC_URL", "https://x.example/a//b", "PUBLIC_URL has a path with other characters"),
        ("PUBLIC_URL", "https://x.example/../b", "PUBLIC_URL has a path with other characters"),
        ("PUBLIC_URL", "https://x.example/%7Ea", "PUBLIC_URL has a path with other characters"),
        ("TWILIO_API_URL", "phone.example", "TWILIO_API_URL does not begin with https://"),
        ("TWILIO_API_URL", "http://phone.example", "TWILIO_API_URL is not https"),
        ("KANNEL_URL", "http://kannel.example:13013", "KANNEL_URL is not https"),
        ("KANNEL_URL", "kannel", "KANNEL_URL does not begin with https://"),
        ("TWILIO_AUTH_TOKEN", "demo-auth-token", "TWILIO_AUTH_TOKEN is the demo's"),
        ("USSD_TOKEN", "demo-ussd-token", "USSD_TOKEN is the demo's"),
        ("DEFAULT_LANGUAGE", "fr", "DEFAULT_LANGUAGE: Input should be 'zh' or 'en'"),
    ],
)
def test_insecure_production_settings_are_refused(
    environment: pytest.MonkeyPatch, name: str, value: str, problem: str
) -> None:
    for good in GOOD:
        environment.setenv(good, GOOD[good])
    environment.setenv(name, value)
    with pytest.raises(BadSettings, match=problem):
        Settings.for_production()


def test_plain_http_is_allowed_on_loopback(environment: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        environment.setenv(name, value)
    environment.setenv("PUBLIC_URL", "http://127.0.0.1:8000")
    assert Settings.for_production().public_url == "http://127.0.0.1:8000"


def test_demo_has_defaults_for_absent_settings(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("USSD_TOKEN", "mine")
    settings = Settings.for_demo(database_url="sqlite:///demo.db", redis_url="unix:///r.sock")
    assert settings.twilio_auth_token.get_secret_value() == "demo-auth-token"
    assert settings.ussd_token.get_secret_value() == "mine"
    assert settings.database_url == "sqlite:///demo.db"


def test_shipped_rules_are_in_effect_with_four_tiers() -> None:
    assert shipped_rules().tiers is current_rules().tiers
    assert [(tier.name, tier.growth_from) for tier in current_rules().tiers] == [
        ("basic", 0),
        ("silver", 1_000),
        ("gold", 2_300),
        ("diamond", 8_000),
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ("pin_tries = 3", "pin_tires = 3", "pin_tires"),
        ("pin_tries = 3", "pin_tries = 0", "greater than 0"),
        ("growth_from = 2_300", "growth_from = 900", "from the lowest to the highest"),
        ("growth_from = 0", "growth_from = 1", "growth value of 0"),
        ('name = "gold"', 'name = "silver"', "the same name"),
        ("from_hour = 8", "from_hour = 22", "from_hour must be before"),
        ('"Asia/Shanghai"', '"Asia/Shangri-La"', "Shangri-La"),
    ],
)
def test_invalid_programme_file_is_refused(was: str, becomes: str, why: str) -> None:
    rules = FILE.read_text(encoding="utf-8")
    assert was in rules
    with pytest.raises(Exception, match=why):
        Programme.model_validate(tomllib.loads(rules.replace(was, becomes)))


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://x.example", ""),
        ("https://x.example/", ""),
        ("https://x.example:8443/hotline", "/hotline"),
        ("https://x.example/a/b-1_c.d~e/", "/a/b-1_c.d~e"),
        ("https://[::1]/hotline", "/hotline"),
        ("http://127.0.0.1:8000", ""),
    ],
)
def test_public_url_may_have_a_path(environment: pytest.MonkeyPatch, url: str, path: str) -> None:
    for name, value in (GOOD | {"PUBLIC_URL": url}).items():
        environment.setenv(name, value)
    assert Settings.for_production().public_path == path
    assert Settings.for_worker().public_path == path


def test_the_demo_refuses_an_address_that_is_none(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSettings) as error:
        Settings.for_demo(public_url="x.example")
    assert error.value.problems == ("PUBLIC_URL does not begin with https:// or http://",)
