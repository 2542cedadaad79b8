"""The adapter of the USSD channel."""

from flows.protocol import Channel
from ussd.render import CONTENT_TYPE, screen
from ussd.request_parsing import parse_in_session
from ussd.routes import make_ussd
from web.channel import ChannelAdapter

USSD = ChannelAdapter(
    Channel.USSD,
    path="/ussd/",
    content_type=CONTENT_TYPE,
    render=screen,
    when_busy=lambda turn, address, root: screen(turn),
    routes=make_ussd,
    parse_in_session=parse_in_session,
)
