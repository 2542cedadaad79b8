"""Every declared channel is served, once."""

import pytest

from flows.protocol import Channel
from web.channel import by_channel
from wsgi import CHANNEL_ADAPTERS


def test_every_channel_has_an_adapter() -> None:
    assert set(CHANNEL_ADAPTERS) == set(Channel)


@pytest.mark.parametrize("channel", list(Channel))
def test_channel_without_exactly_one_adapter_is_an_error(channel: Channel) -> None:
    others = [adapter for adapter in CHANNEL_ADAPTERS.values() if adapter.channel is not channel]
    with pytest.raises(ValueError, match=channel):
        by_channel(others)
    with pytest.raises(ValueError, match="two adapters"):
        by_channel([*CHANNEL_ADAPTERS.values(), CHANNEL_ADAPTERS[channel]])
