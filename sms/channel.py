"""The adapter of the SMS channel."""

from flows.protocol import Channel
from sms.render import text
from sms.routes import make_sms
from web.channel import ChannelAdapter

SMS = ChannelAdapter(Channel.SMS, render=text, routes=make_sms)
