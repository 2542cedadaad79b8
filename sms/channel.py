"""The adapter of the SMS channel."""

from flows.protocol import Channel
from sms.render import text, when_busy
from sms.routes import make_sms
from web.channel import ChannelAdapter
from web.twiml import CONTENT_TYPE

SMS = ChannelAdapter(
    Channel.SMS,
    path="/sms/",
    content_type=CONTENT_TYPE,
    render=text,
    when_busy=when_busy,
    routes=make_sms,
)
