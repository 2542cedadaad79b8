# What is heard while waiting for an agent; and what is said on both legs when one comes.

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
queue-nobody = None of our agents is at the desk right now. { $ahead ->
        [0] You will be the first they talk to.
        [one] There is one caller ahead of you.
       *[other] There are { POINTS($ahead) } callers ahead of you.
    }
queue-coming = An agent is picking up your call. Please stay on the line.
queue-call_back = If you would rather not wait, press 1. We will call you back, and you keep your place.

leg-whisper = { $name }, { tier-name }, about { $about }. { $proved ->
        [yes] The PIN has been checked.
       *[no] The PIN has not been checked.
    } Press 1 to take the call, 2 to leave it.
leg-whisper_stranger = A caller who is not a member, about { $about }. Press 1 to take the call, 2 to leave it.
leg-anything = no topic in particular
leg-gone = This call no longer needs you. Thank you.
leg-declined = All right, a colleague will take it.
leg-joining = An agent is here. This call is recorded to help us serve you well.
leg-called_back = Hello, this is the points hotline. You asked us to call you back. This call is recorded to help us serve you well. The agent will be with you in a moment.
leg-missed_you = Hello, this is the points hotline. I'm sorry, the agent has just been called away. We will call you again. Goodbye.
leg-handed_on = The agent is passing you on to a colleague. One moment, please. They can see everything you have said.
leg-back = The agent is on the line. Go ahead.
leg-bye = Thank you for your time. Goodbye.
