wall-waiting = Waiting
wall-longest = Longest wait
wall-available = Available
wall-away = { POINTS($count) } away
wall-talking = Talking
wall-in_time = Answered in time
wall-in_time-why = within { $seconds } seconds
wall-abandoned = Abandoned
wall-of = of { POINTS($count) } put through
wall-containment = Containment
wall-begun = of { POINTS($count) } talks
wall-fcr = First contact resolution
wall-fcr-why = did not come back within { $comes_back_days ->
        [one] a day
       *[other] { $comes_back_days } days
    }
wall-aht = Handling time
wall-minutes = { $minutes } min
wall-answered = over { POINTS($count) } talks
funnel-title = Dialogues
funnel-flow = Dialogue
funnel-first = From
funnel-last = To
funnel-chart = The dialogue as a chart; the table below says the same
funnel-step = Step
funnel-visits = Asked
funnel-answered = Went on
funnel-hung_up = Hung up there
funnel-dropped = Drop-off
funnel-asks_nothing = This dialogue asks nothing.
