# Language, who is calling, agents, going on after a dropped line, mistyped words.

language-title = language
language-choose = Please choose your language
    .voice = Please choose your language.
language-choose-zh = Chinese
    .voice = speak Chinese
language-choose-en = English
    .voice = speak English
language-done = All right, English it is.

identify-title = identification
identify-pin = Enter your 6-digit PIN:
    .voice = Please enter your six-digit PIN.
identify-wrong = Wrong PIN. { $tries ->
        [one] One try left.
       *[other] { $tries } tries left.
    }
    .voice = That isn't the right PIN. { $tries ->
        [one] You have one more try.
       *[other] You have { $tries } more tries.
    }
identify-locked = Your PIN is locked until midnight. If it is urgent, ask for an agent.
    .voice = Your PIN is locked until midnight. If it can't wait, press 0 for an agent.
identify-no_pin = You have no PIN yet. You can set one under More.
    .voice = { pin-by_text.voice }

agent-title = talk to an agent
agent-wait = I'm putting you through. The agent can see what you have told me so far.
agent-back = The agent will be right back.
    .voice = Thank you. One moment, I'm taking you back to the agent.
agent-closed = Agents are here from { HOUR($from_hour) } to { HOUR($until_hour) }.
    .voice = Our agents are not here right now. From { HOUR($from_hour) } to { HOUR($until_hour) } they are in.
agent-full = Many people are waiting right now.
    .voice = A lot of people are waiting right now, so I won't keep you on the line.
agent-writing = An agent will answer you here by text. { $ahead ->
        [0] You are next.
        [one] One person is ahead of you.
       *[other] { POINTS($ahead) } people are ahead of you.
    } Just write, they will see it all.
agent-booked = An agent will call you back as soon as possible. { $ahead ->
        [0] You are next.
        [one] One person is ahead of you.
       *[other] { POINTS($ahead) } people are ahead of you.
    }
    .voice = All right. We'll call you back on this number as soon as we can, so you needn't wait.
agent-left = The agent has left. From here on our service answers by itself. Send H for the menu.
agent-unreachable = Sorry, we couldn't reach an agent. Please try again later.
    .voice = I'm sorry, I couldn't put you through. I can't see your number, so we can't call you back. Please try once more, or call again a little later.
agent-helped = Thank you for calling.
    .voice = If there is anything else, go ahead.

offer-title = help
offer-help = Would you like an agent to help?
    .voice = Shall I put you through to an agent?
offer-help-yes = Yes, please
    .voice = talk to an agent
offer-help-no = No, thanks
    .voice = go on by yourself
offer-bye = We'll leave it here. Come back any time.
    .voice = I haven't heard from you, so I'll hang up now. You can call again any time. Goodbye.

resume-title = go on
resume-offer = You weren't finished last time. Go on?
    .voice = We were cut off before you were finished.
resume-offer-go_on = Go on
    .voice = go on where you were
resume-offer-afresh = Start again
    .voice = start again

guess-title = question
guess-meant = Did you mean { $word }?
guess-go_on = All right, let's go on.
guess-never_mind = All right. Send H for the menu.
