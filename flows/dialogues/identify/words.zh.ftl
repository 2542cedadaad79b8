# 身份验证。

identify-title = 身份验证
identify-pin = 请输入{ POINTS($digits_max) }位服务密码：
    .voice = 请输入您的{ POINTS($digits_max) }位服务密码。
identify-wrong = 密码不对，还可以试{ $tries }次。
    .voice = 密码不对，您还可以再试{ POINTS($tries) }次。
identify-locked = 密码输错太多次，今天已锁定，明天可再试，急用请找人工。
    .voice = 密码已经锁定，今晚十二点以后可以再试，着急的话请按0转人工。
    .ussd = 密码已锁定，明天可再试，急用请找人工。
identify-no_pin = 您还没有设置服务密码，请在“更多”里设置。
    .voice = { pin-by_text.voice }
