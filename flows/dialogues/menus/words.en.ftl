# The menus. A spoken option reads "To do X, press N."

voice_home-title = main menu
voice_home-menu = Please choose:
    .voice = What can I do for you?
voice_home-menu-simply = Please choose:
    .voice = Just press one number, from 1 to { $options }.
voice_home-menu-points = Points and tier
    .voice = check your points and tier
voice_home-menu-redeem = Redeem
    .voice = redeem your points
voice_home-menu-orders = Orders
    .voice = ask about an order
voice_home-menu-complaints = Complaints, missing points
    .voice = complain, or claim missing points
voice_home-menu-more = More
    .voice = hear other services

text_home-title = main menu
text_home-menu = Points hotline
    .sms = Points hotline. Reply with a number or a word:
text_home-menu-balance = Points balance
    .sms = BAL points
text_home-menu-tier = Tier
    .sms = TIER
text_home-menu-history = History
    .sms = HISTORY
text_home-menu-redeem = Redeem
    .sms = GIFT redeem
text_home-menu-orders = Orders
    .sms = ORDER
text_home-menu-claim = Missing points
    .sms = CLAIM points
text_home-menu-complaint = Complain
    .sms = COMPLAIN
text_home-menu-agent = Agent calls me
    .sms = AGENT
text_home-menu-more = More

senior_home-title = main menu
senior_home-menu = Please choose:
    .voice = Take your time.
senior_home-menu-balance = Points balance
    .voice = hear your points
senior_home-menu-redeem = Redeem
    .voice = redeem points
senior_home-menu-agent = Agent
    .voice = talk to an agent

senior_welcome-title = talk to an agent
senior_welcome-offer = We'll get you an agent. For self-service, reply 1.
    .voice = I'm connecting you with an agent. You can also use self-service.
senior_welcome-offer-self_service = Self-service
    .voice = use self-service

frozen_home-title = main menu
frozen_home-menu = Your account was reported lost. You can:
    .voice = Your account has been reported lost. Your points are safe. There are { NUMERAL($options) } things you can do now.
frozen_home-menu-complaint = Complain
    .voice = complain
frozen_home-menu-agent = Agent
    .voice = have an agent lift the freeze

left_home-title = main menu
left_home-menu = Your membership has ended. To join again or complain:
    .voice = Your membership has ended. There are { NUMERAL($options) } things you can do now.
left_home-menu-complaint = { frozen_home-menu-complaint }
    .voice = { frozen_home-menu-complaint.voice }
left_home-menu-agent = { frozen_home-menu-agent }
    .voice = ask an agent about joining again

stranger_home-title = main menu
stranger_home-menu = This number isn't in the points program yet.
    .voice = This number isn't in our points program yet.
stranger_home-menu-agent = Agent
    .voice = ask an agent about the program
stranger_home-menu-join = Join for free
    .voice = join for free now

withheld_home-title = main menu
withheld_home-menu = Your number is hidden, so we can't find your points. To ask:
    .voice = I can't see the number you are calling from, so I can't look up your points. You can call again with your number shown, or talk to an agent now.
withheld_home-menu-agent = Agent
    .voice = talk to an agent

senior_redeem-title = { redeem_menu-title }
senior_redeem-menu = { redeem_menu-menu }
    .voice = { redeem_menu-menu.voice }
senior_redeem-menu-credit = { redeem_menu-menu-credit }
    .voice = { redeem_menu-menu-credit.voice }
senior_redeem-menu-data = { redeem_menu-menu-data }
    .voice = { redeem_menu-menu-data.voice }
senior_redeem-menu-gift = { redeem_menu-menu-gift }
    .voice = { redeem_menu-menu-gift.voice }
senior_redeem-menu-give = { redeem_menu-menu-give }
    .voice = { redeem_menu-menu-give.voice }
senior_redeem-menu-exchange = { redeem_menu-menu-exchange }
    .voice = { redeem_menu-menu-exchange.voice }

points_menu-title = points and tier
points_menu-menu = Points and tier
    .voice = Points and tier.
points_menu-menu-balance = Balance
    .voice = hear your balance and what expires
points_menu-menu-tier = Tier
    .voice = hear your tier
points_menu-menu-history = History
    .voice = hear your points history
points_menu-menu-by_text = Text it to me
    .voice = have it texted to you

redeem_menu-title = redemption
redeem_menu-menu = What would you like to redeem?
    .voice = What would you like to redeem your points for?
redeem_menu-menu-credit = Phone credit
    .voice = get phone credit
redeem_menu-menu-data = Data
    .voice = get data
redeem_menu-menu-gift = Gifts
    .voice = choose a gift
redeem_menu-menu-give = Give points
    .voice = give points to someone
redeem_menu-menu-exchange = Exchange
    .voice = exchange them for other programs' points

orders_menu-title = orders
orders_menu-menu = Orders
    .voice = About your orders.
orders_menu-menu-latest = Latest order
    .voice = hear about your latest order
orders_menu-menu-number = By order number
    .voice = look one up by its number
orders_menu-menu-complain = Not received, damaged
    .voice = report one that is missing or damaged
orders_menu-menu-address = Address for gifts
    .voice = change the address for gifts

complaints_menu-title = complaints
complaints_menu-menu = Complaints, missing points
    .voice = Complaints and missing points.
complaints_menu-menu-new = New complaint
    .voice = make a complaint
complaints_menu-menu-status = Complaint status
    .voice = check on your complaint
complaints_menu-menu-claim = Missing points
    .voice = claim missing points
complaints_menu-menu-suggestion = Suggestion
    .voice = make a suggestion

more_menu-title = more
more_menu-menu = More services
    .voice = Here are our other services.
more_menu-menu-pin = PIN
    .voice = set or change your PIN
more_menu-menu-language = Language
    .voice = English
more_menu-menu-lost = Report a lost phone
    .voice = report your phone lost
more_menu-menu-marketing = Marketing texts
    .voice = turn our marketing texts on or off
more_menu-menu-other = Other
    .voice = hear what else there is

other_menu-title = other services
other_menu-menu = Other services
    .voice = Other services.
other_menu-menu-membership = Leaving, your numbers
    .voice = leave, or manage your numbers

membership_menu-title = leaving and numbers
membership_menu-menu = Leaving, your numbers
    .voice = Leaving, and your numbers.
membership_menu-menu-leave = Leave
    .voice = leave
membership_menu-menu-numbers = Your numbers
    .voice = manage your numbers and your membership card
