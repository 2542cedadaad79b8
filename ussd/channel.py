"""The adapter of the USSD channel."""

from flows.protocol import Channel
from ussd.render import screen
from ussd.request_parsing import parse_in_session
from ussd.routes import make_ussd
from web.channel import ChannelAdapter

USSD = ChannelAdapter(
    Channel.USSD, render=screen, routes=make_ussd, parse_in_session=parse_in_session
)
