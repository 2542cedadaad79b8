# Complaints, orders, missing points, the account.

complaint-title = complaint
complaint-words = What is your complaint? Please write it down:
    .voice = After the tone, please tell us what went wrong, then press the pound key. We record this to work on your complaint.
complaint-filed = We have your complaint, number { DIGITS($number) }. We will contact you within { $contact_hours ->
        [one] an hour
       *[other] { POINTS($contact_hours) } hours
    } and decide by { DATE($due) }.
    .voice = We have your complaint. Its number is { DIGITS($number) }. We will contact you within { $contact_hours ->
        [one] an hour
       *[other] { POINTS($contact_hours) } hours
    }, and you will have our decision by { DATE($due) }.

complaint_status-title = complaint status
complaint_status-none = You have no complaints on record.
    .voice = You have no complaints on record.
complaint_status-unknown = We found no complaint { DIGITS($number) }.
complaint_status-open = We are working on complaint { DIGITS($number) }. You will hear from us by { DATE($due) }.
    .voice = We are working on your complaint of { DATE($opened) }, number { DIGITS($number) }. You will have our decision by { DATE($due) }.
complaint_status-overdue = Complaint { DIGITS($number) } is still open. Our decision was due by { DATE($due) }; we are sorry. Reply AGENT for help.
    .voice = Your complaint of { DATE($opened) }, number { DIGITS($number) }, is still open. You should have had our decision by { DATE($due) }. I'm sorry it is late. To talk to an agent, press 0.
    .ussd = Complaint { DIGITS($number) } is still open. Our decision was due by { DATE($due) }; we are sorry.
complaint_status-appealable = Complaint { DIGITS($number) } is still open. Our decision was due by { DATE($due) }; we are sorry. Reply AGENT, or appeal to the regulator.
    .voice = Your complaint of { DATE($opened) }, number { DIGITS($number) }, is still open. You should have had our decision by { DATE($due) }. I'm sorry it is late. You can appeal to the regulator. To talk to an agent, press 0.
    .ussd = Complaint { DIGITS($number) } is still open. Our decision was due by { DATE($due) }; we are sorry. You may appeal to the regulator.
complaint_status-decided = Complaint { DIGITS($number) } is decided. If you disagree, you may appeal to the regulator.
    .voice = Your complaint of { DATE($opened) } has been decided. If you disagree, you can ask for a second look, or appeal to the regulator.
complaint_status-closed = Complaint { DIGITS($number) } is closed.
    .voice = Your complaint of { DATE($opened) }, number { DIGITS($number) }, is closed.

order-title = order
order-none = You have no orders yet.
    .voice = You don't have any orders yet.
order-unknown = We found no order { DIGITS($number) }.
order-held = { $name }, order { DIGITS($number) }: being packed, arrives by { DATE($by) }.
    .voice = The { $name } you ordered on { DATE($ordered) } is being packed. It will arrive by { DATE($by) }.
order-sent = { $name }, order { DIGITS($number) }: on its way, arrives by { DATE($by) }.
    .voice = The { $name } you ordered on { DATE($ordered) } is on its way. It will arrive by { DATE($by) }.
order-late = { $name }, order { DIGITS($number) }: due by { DATE($by) }, so it is late. We are sorry. Reply AGENT for help.
    .voice = The { $name } you ordered on { DATE($ordered) } should have arrived by { DATE($by) }. I'm sorry it is late. To have an agent look into it, press 0.
    .ussd = { $name }, order { DIGITS($number) }: due by { DATE($by) }, so it is late. We are sorry.
order-delivered = { $name }, order { DIGITS($number) }: delivered.
    .voice = The { $name } you ordered on { DATE($ordered) } has been delivered.
order-cancelled = { $name }, order { DIGITS($number) }: cancelled, points given back.
    .voice = The { $name } you ordered on { DATE($ordered) } was cancelled, and you have your points back.
order-returned = { $name }, order { DIGITS($number) }: undone, points given back.
    .voice = The { $name } you ordered on { DATE($ordered) } was undone, and you have your points back.

order_by_number-title = order
order_by_number-number = Enter the 8-digit order number:
    .voice = Please enter the eight-digit order number.
order_by_number-none = { order-none }
    .voice = { order-none.voice }
order_by_number-unknown = { order-unknown }
    .voice = I can't find that order. Please check the number.
order_by_number-held = { order-held }
    .voice = { order-held.voice }
order_by_number-sent = { order-sent }
    .voice = { order-sent.voice }
order_by_number-late = { order-late }
    .voice = { order-late.voice }
    .ussd = { order-late.ussd }
order_by_number-delivered = { order-delivered }
    .voice = { order-delivered.voice }
order_by_number-cancelled = { order-cancelled }
    .voice = { order-cancelled.voice }
order_by_number-returned = { order-returned }
    .voice = { order-returned.voice }

not_received-title = missing or damaged order
not_received-none = You have no orders yet.
    .voice = You don't have any orders yet.

claim-title = claim
claim-receipt = Enter the receipt or bill number ({ $digits_min } to { $digits_max } digits):
    .voice = Please enter the number on your receipt or bill, then press the pound key.
claim-confirm = Claim points for receipt { $receipt }?
    .voice = That is receipt { DIGITS($receipt) }. Is that right?
claim-confirm-yes = Yes
    .voice = claim the points
claim-confirm-no = Enter it again
    .voice = enter it again
claim-filed = We have your claim, number { DIGITS($number) }. You will get a text by { DATE($due) }.
    .voice = We have your claim. Its number is { DIGITS($number) }. We will text you the answer by { DATE($due) }.
claim-taken = That receipt has been claimed already.
    .voice = That receipt has already been claimed.

pin-title = PIN
pin-new = Enter a new 6-digit PIN:
    .voice = Please enter a new six-digit PIN. Don't use a run of numbers or part of your phone number.
pin-weak = That PIN is too easy to guess.
    .voice = That PIN is too easy to guess.
pin-again = Enter it once more:
    .voice = Please enter it once more.
pin-differs = Those two differ. Please start over.
    .voice = Those two were different. Let's do it again.
pin-set_now = Your new PIN is set.
    .voice = Your new PIN is set.
pin-by_text = To set a PIN, text H to us from this phone, then reply 9, then 1.
    .voice = You haven't set a PIN yet. To keep your points safe, the first one isn't set on a call. From this phone, text the letter H to this hotline, reply 9 to what comes back, then 1, and choose your PIN. If you would rather not, press 0 for an agent.
pin-locked = Your PIN is locked and can't be changed today. If it is urgent, ask for an agent.
    .voice = Your PIN is locked and can't be changed today. If it can't wait, press 0 for an agent.

report_lost-title = lost phone report
report_lost-confirm = This freezes your points until you prove who you are. Report it lost?
    .voice = If you report your phone lost, no one can see or use your points until you have shown who you are. Shall I do that?
report_lost-confirm-yes = Report it lost
    .voice = report it lost
report_lost-confirm-no = Leave it
    .voice = leave it
report_lost-frozen = Reported lost. Your points are safe. An agent can lift this.
    .voice = It's reported lost, and your points are safe. To have this lifted, press 0 for an agent.
report_lost-cancelled = All right, nothing was changed.
    .voice = All right, nothing was changed.

stop_marketing-title = stop marketing
stop_marketing-stopped = No more offers from us. You will still get texts about what you ask for.
    .voice = All right, no more offers from us. You will still get texts about things you ask for yourself.
