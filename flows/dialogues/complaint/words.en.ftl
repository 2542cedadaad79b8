# Complaints, and where one stands.

complaint-title = complaint
complaint-words = What is your complaint? Please write it down:
    .voice = After the tone, please tell us what went wrong, then press the pound key. We record this to work on your complaint.
complaint-confirm = Your complaint: "{ $beginning }". File it now?
    .voice = Your complaint is: { $beginning }. Shall I file it now?
complaint-confirm-yes = File it
    .voice = file it
complaint-confirm-no = Leave it
    .voice = leave it
complaint-cancelled = All right, no complaint was filed.
    .voice = All right, I haven't filed a complaint.
complaint-unheard = We received no words, so no complaint was filed. Reply COMPLAIN and your words, or AGENT.
    .voice = I still couldn't hear you, so I haven't filed a complaint. You can record it again from the menu, or press 0 for an agent.
    .ussd = We received no words, so no complaint was filed.
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
