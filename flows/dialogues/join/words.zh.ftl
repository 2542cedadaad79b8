# 入会：条件、同意、送的积分；推广短信另外问。

join-title = 入会
join-consent = 入会免费，随时可退。章程{ $page }
    .voice = 入会是免费的。话费每一块钱积{ POINTS($rate) }分，能换话费、流量和礼品，{ POINTS($years) }年后的年底到期。您随时可以退会，会员章程会发短信给您。
join-consent-simply = 同意章程并入会请按1，不入会请按2。
    .voice = 入会免费，随时可以退会，会员章程会发短信给您。
join-consent-yes = 同意入会
    .voice = 同意章程并入会
join-consent-no = 不入会
    .voice = 先不入会
join-joined = { $points ->
        [0] 您已入会。
       *[other] 您已入会，送您{ POINTS($points) }分。
    }
    .voice = { $points ->
        [0] 好的，您已经是我们的会员了。
       *[other] 好的，您已经是我们的会员了，送您{ POINTS($points) }分。
    }
join-marketing = 要收推广短信吗？
    .voice = 您想收到我们的推广短信吗？
join-marketing-yes = 要
    .voice = 想收到的话
join-marketing-no = 不要
    .voice = 不想收的话
join-points = 您现有{ POINTS($points) }分。
    .sms = 您现有{ POINTS($points) }分。查积分请回复JF，退会请回复注销。
    .voice = 您现在有{ POINTS($points) }分。
join-none = 您还没有积分，下次出账后就有。
    .sms = 您还没有积分，下次出账后就有。查积分请回复JF，退会请回复注销。
    .voice = 您现在还没有积分，下次出账以后就有了。
join-already = 您已是会员，不用再入会。
    .sms = 您已是会员，不用再入会。查积分请回复JF。
    .voice = 您已经是我们的会员了，不用再入会。
join-declined = 好的，没有入会。
    .voice = 好的，那先不入会。
join-hidden = 看不到您的号码，不能入会。
    .voice = 您这次来电没有显示号码，我没办法给您入会。您可以显示号码以后再打来。
join-not_ours = 入会要用我们的手机号码。
    .voice = 入会要用我们的手机号码，您这个号码暂时不能入会。
join-left_lately = 这个号码不久前退过会，暂时不能再入会。
    .voice = 您这个号码不久以前退过会，暂时还不能再入会。
