# Agents: in the queue, by text, called back; and what both legs hear around a call.

agent-title = talk to an agent
agent-seen = The agent can see what you have told me so far.
agent-wait = We're connecting you now. One moment, please.
    .voice = I'm connecting you now. One moment, please.
agent-back = The agent will be right back.
    .voice = Thank you. One moment, I'm connecting you with the agent again.
agent-closed = Agents are here from { HOUR($from_hour) } to { HOUR($until_hour) }.
    .voice = Our agents aren't here right now. From { HOUR($from_hour) } to { HOUR($until_hour) }, they're here to help.
agent-full = A lot of people are waiting right now.
    .voice = A lot of people are waiting right now, so I won't keep you on the line.
agent-writing = { $staff ->
        [closed] Agents are here from { HOUR($from_hour) } to { HOUR($until_hour) } and will text you then.
        [nobody] No agent is here right now. The first one back will text you.
       *[here] An agent will answer you here by text.
    } { $ahead ->
        [longer] It will take a little longer.
        [0] You are next.
        [one] One person is ahead of you.
       *[other] { POINTS($ahead) } people are ahead of you.
    } Just write. Changed your mind? Reply NEVER MIND.
agent-booked = { $staff ->
        [closed] Agents are here from { HOUR($from_hour) } to { HOUR($until_hour) } and will call you then.
        [nobody] No agent is here right now. The first one back will call you.
       *[here] An agent will call you back as soon as possible.
    } { $ahead ->
        [longer] It will take a little longer.
        [0] You are next.
        [one] One person is ahead of you.
       *[other] { POINTS($ahead) } people are ahead of you.
    }
    .voice = { $staff ->
        [closed] All right. Once our agents are here, we'll call you back on this number.
        [nobody] No agent is here right now. As soon as one is, we'll call you back on this number.
       *[here] All right. We'll call you back on this number as soon as we can, so you don't have to wait.
    }
agent-offer_time = Or pick a time:
    .voice = If another time suits you better, just say it, for example "tomorrow at three".
agent-offer_time-fine = As soon as possible
    .voice = be called as soon as possible
agent-offer_time-time = Pick a time
    .voice = pick a time
agent-soon = All right, an agent will call you. Please keep your phone at hand.
    .voice = All right, an agent will call you on this number. Please keep your phone at hand.
agent-booked_before = { $planned ->
        [yes] An agent will call you { callback-when }.
       *[no] We got your request of { DATE($booked_on) }, { TIME($booked_at) }. An agent will call you as soon as possible.
    }
    .voice = { $planned ->
        [yes] We'll call you on this number { callback-when.voice }, so there's no need to ask again.
       *[no] We have your request from { DATE($booked_on) } at { TIME($booked_at) }. We'll call you on this number as soon as we can, so there's no need to ask again.
    }
cancel_callback-title = canceling the call back
cancel_callback-cancelled = All right, your call back is canceled. We won't call you.
    .voice = All right, I've canceled your call back. We won't call you.
cancel_callback-calling = An agent is calling you right now.
    .voice = An agent is calling you right now.
cancel_callback-none = You haven't asked for a call back.
    .voice = You haven't asked us to call you back.
callback-title = call back
callback-when = at { TIME($call_time) } { $call_day ->
        [today] today
        [tomorrow] tomorrow
       *[later] on { DATE($call_on) }
    }
    .voice = at { TIME($call_time) } { $call_day ->
        [today] today
        [tomorrow] tomorrow
       *[later] on { DATE($call_on) }
    }
callback-booked = { agent-booked_before }
    .voice = { agent-booked_before.voice }
callback-none = { cancel_callback-none }
    .voice = { cancel_callback-none.voice }
callback_time-title = call back at a time
callback_time-when = When shall we call you? Write "soon", "tomorrow at 3", or enter 1530.
    .voice = When would you like us to call? You can say "as soon as possible", or "tomorrow at three", or enter four digits: one five three zero is three thirty in the afternoon.
callback_time-only_here = We can only call the number you're using now.
    .voice = We can only call the number that you are using now.
callback_time-past = That time has already passed.
callback_time-too_far = You can pick a time in the next { POINTS($days) } days.
callback_time-nearest = We're here { HOUR($from_hour) } to { HOUR($until_hour) } daily. Shall we call you { callback-when }?
    .voice = Our agents are here from { HOUR($from_hour) } to { HOUR($until_hour) } each day. Shall we call you { callback-when.voice }?
callback_time-nearest-yes = Yes
    .voice = take that time
callback_time-nearest-no = Another time
    .voice = pick another time
callback_time-night = That's at night. Should we really call you { callback-when }?
callback_time-night-yes = Yes, then
    .voice = be called then
callback_time-night-no = Another time
    .voice = choose another time
callback_time-instead = Should we call you { callback-when } in place of a text from an agent?
callback_time-instead-yes = Yes, call me
    .voice = be called then
callback_time-instead-no = Keep waiting
    .voice = keep waiting
callback_time-kept = OK, keep waiting. An agent will answer you here.
    .voice = All right. An agent will text you.
callback_time-dropped = All right, we won't call you.
callback_time-chosen = All right, we'll call you { callback-when }, on { $to }.
    .sms = All right, we'll call you { callback-when }, on { $to }. Changed your mind? Reply: cancel the callback.
    .voice = All right, we'll call you { callback-when.voice }, on the number ending in { DIGITS($last) }.
callback_time-soon = { agent-booked }
    .voice = { agent-booked.voice }
text_instead-title = a text from an agent
text_instead-writing = All right, no call. An agent will text you here as soon as possible. Just write.
text_instead-calling = { cancel_callback-calling }
    .voice = { cancel_callback-calling.voice }
callback_time-calling = { cancel_callback-calling }
    .voice = { cancel_callback-calling.voice }
callback_time-unreachable = We can't see your number, so we can't call you back.
    .voice = I can't see your number, so we can't call you back.
agent-received =
    .sms = Got it. We've passed this on to our agents. { $ahead ->
        [longer] It will take a little longer.
        [0] You are next.
        [one] One person is ahead of you.
       *[other] { POINTS($ahead) } people are ahead of you.
    } Changed your mind? Reply NEVER MIND.
agent-keyword =
    .sms = Passed on to an agent. To { wish-name } right away, reply { $keyword }.
agent-place =
    .sms = { $ahead ->
        [longer] It will take a little longer.
        [0] You are next. The agent will answer you here.
        [one] One person is ahead of you.
       *[other] { POINTS($ahead) } people are ahead of you.
    } Changed your mind? Reply NEVER MIND.
agent-withdrawn = All right, we've canceled your request. For the menu, reply H. { engine-person }
agent-left = The agent has ended this conversation. For the menu, reply H. { engine-person }
agent-replaced = Your agent had to leave. A colleague will answer you here, and can see everything you wrote.
agent-unreachable = Sorry, we couldn't reach an agent. Please try again later.
    .voice = I'm sorry, I couldn't connect you. I can't see your number, so we can't call you back. Please try again, or call a little later.
agent-helped = Thank you for calling.
    .voice = If there is anything else, I'm here to help.

offer-title = help
offer-help = Would you like an agent to help?
    .voice = Would you like to talk to an agent?
offer-help-yes = Yes, please
    .voice = talk to an agent
offer-help-no = No, thanks
    .voice = keep going by yourself
offer-declined = OK, let's keep going.
    .voice = All right, let's keep going.
offer-bye = We'll leave it here. Come back any time.
    .voice = I haven't heard from you, so I'll hang up now. You can call again any time. Goodbye.

queue-ahead = { $ahead ->
        [0] You are next. Please hold on.
        [one] There is one caller ahead of you. Please hold on.
       *[other] There are { POINTS($ahead) } callers ahead of you. Please hold on.
    }
queue-minutes = { $ahead ->
        [0] You are next. Please hold on.
        [one] There is one caller ahead of you. It should take about { $minutes ->
            [one] a minute
           *[other] { POINTS($minutes) } minutes
        }.
       *[other] There are { POINTS($ahead) } callers ahead of you. It should take about { $minutes ->
            [one] a minute
           *[other] { POINTS($minutes) } minutes
        }.
    }
queue-nobody = { $staff ->
        [closed] Our agents are here from { HOUR($from_hour) } to { HOUR($until_hour) }, so not right now.
        [nobody] None of our agents is here right now. I'll connect you as soon as one is back.
       *[here] All of our agents are busy right now.
    } { $ahead ->
        [0] You are first in line.
        [one] There is one caller ahead of you.
       *[other] There are { POINTS($ahead) } callers ahead of you.
    }
queue-coming = An agent is about to answer. Please stay on the line.
queue-call_back = If you'd rather not wait, press 1. We'll call you back, and you keep your place in line.

leg-whisper = { $name }, { tier-name }, about { $about }. { $proved ->
        [yes] The PIN has been checked.
       *[no] The PIN has not been checked.
    } To take the call, press 1. To decline, press 2.
leg-whisper_stranger = A caller who is not a member, about { $about }. To take the call, press 1. To decline, press 2.
leg-anything = no topic in particular
leg-gone = This call is no longer waiting. Thank you.
leg-declined = All right, a colleague will take it.
leg-joining = You're connected. This call is recorded to help us serve you well.
leg-called_back = Hello, this is the points hotline. You asked us to call you back. This call is recorded to help us serve you well. The agent will be with you in a moment.
leg-missed_you = Hello, this is the points hotline. I'm sorry, the agent can't come to the phone right now. We'll call you again. Goodbye.
leg-handed_on = I'm connecting you with another agent. One moment, please. They can see everything you have said.
leg-back = The agent is on the line. Go ahead.
leg-bye = Thank you for your time. Goodbye.
leg-call_again = I'm sorry, the agent is no longer on the line. Please hang up and call us again.
