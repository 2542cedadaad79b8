# What is heard while waiting for an agent.

queue-ahead = { $ahead ->
        [0] You are next. Please hold on.
        [one] There is one caller ahead of you. Please hold on.
       *[other] There are { POINTS($ahead) } callers ahead of you. Please hold on.
    }
queue-call_back = If you would rather not wait, press 1 and we will call you back.
