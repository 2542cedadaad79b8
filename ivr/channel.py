"""The adapter of the voice channel."""

from flows.protocol import Channel
from ivr.render import twiml, when_busy
from ivr.routes import make_ivr
from web.channel import ChannelAdapter
from web.twiml import CONTENT_TYPE

VOICE = ChannelAdapter(
    Channel.VOICE,
    path="/ivr/",
    content_type=CONTENT_TYPE,
    render=twiml,
    when_busy=when_busy,
    routes=make_ivr,
)
