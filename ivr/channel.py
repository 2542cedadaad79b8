"""The adapter of the voice channel."""

from flows.protocol import Channel
from ivr.render import twiml
from ivr.routes import make_ivr
from web.channel import ChannelAdapter

VOICE = ChannelAdapter(Channel.VOICE, render=twiml, routes=make_ivr)
