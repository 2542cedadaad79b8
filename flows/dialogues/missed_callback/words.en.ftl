# For who has not been called: the callback stands, when it comes, and an agent now.

callback_stands-title = a call back that is awaited
callback_stands-told = { $is_late ->
        [yes] We're sorry, we haven't called you { callback-when } yet. An agent will call as soon as possible.
       *[no] { agent-booked_before }
    }
    .voice = { $is_late ->
        [yes] I'm sorry that nobody has called you { callback-when.voice } yet. We'll call you as soon as we can.
       *[no] { agent-booked_before.voice }
    }
callback_stands-offer = { callback_stands-told } Do you want an agent now?
    .voice = { callback_stands-told.voice } Would you like to talk to an agent now?
callback_stands-offer-yes = Agent now
    .voice = talk to an agent now
callback_stands-offer-no = Wait for the call
    .voice = keep waiting for the call
callback_stands-kept = All right, an agent will call you.
callback_stands-none = { cancel_callback-none }
    .voice = { cancel_callback-none.voice }
