# 各级菜单。语音的选项念作“要做什么，请按几”。

voice_home-title = 主菜单
voice_home-menu = 请选择：
    .voice = 请问您要办什么？
voice_home-menu-simply = 请选择：
    .voice = 请按一个数字键，{ NUMERAL(1) }到{ NUMERAL($options) }都可以。
voice_home-menu-points = 积分和等级
    .voice = 查积分和等级
voice_home-menu-redeem = 兑换
    .voice = 兑换话费、流量和礼品
voice_home-menu-orders = 订单
    .voice = 查订单
voice_home-menu-complaints = 投诉和补登
    .voice = 投诉或补登积分
voice_home-menu-more = 更多
    .voice = 其他服务

text_home-title = 主菜单
text_home-menu = 积分热线
    .sms = 积分热线，请回复数字或字母：
text_home-menu-balance = 积分余额
    .sms = JF 余额
text_home-menu-tier = 等级
    .sms = DJ 等级
text_home-menu-history = 历史
    .sms = LS 历史
text_home-menu-redeem = 兑换
    .sms = DH 兑换
text_home-menu-orders = 订单
    .sms = DD 订单
text_home-menu-claim = 补登
    .sms = BD 补登
text_home-menu-complaint = 投诉
    .sms = TS 投诉
text_home-menu-agent = 人工客服回电
    .sms = RG 人工客服
text_home-menu-more = 更多

senior_home-title = 主菜单
senior_home-menu = 请选择：
    .voice = 您慢慢听。
senior_home-menu-balance = 积分余额
    .voice = 查积分
senior_home-menu-redeem = 兑换
    .voice = 用积分换东西
senior_home-menu-agent = 人工客服
    .voice = 找人工客服

senior_welcome-title = 人工客服
senior_welcome-offer = 为您转接人工客服。自助服务请回复1。
    .voice = 马上为您转接人工客服。如果您想自己按键办理，也可以。
senior_welcome-offer-self_service = 自助服务
    .voice = 自己办理

frozen_home-title = 主菜单
frozen_home-menu = 账户已挂失，只能：
    .voice = 您的账户已经挂失，积分都还在。现在可以办理的有{ POINTS($options) }项。
frozen_home-menu-complaint = 投诉
    .voice = 投诉
frozen_home-menu-agent = 人工客服
    .voice = 转人工客服办理解挂

left_home-title = 主菜单
left_home-menu = 您已不是积分会员。想再入会或投诉：
    .voice = 您已经不是我们的积分会员了。现在可以办理的有{ POINTS($options) }项。
left_home-menu-complaint = { frozen_home-menu-complaint }
    .voice = { frozen_home-menu-complaint.voice }
left_home-menu-agent = { frozen_home-menu-agent }
    .voice = 转人工客服咨询再入会

stranger_home-title = 主菜单
stranger_home-menu = 这个号码还不是积分会员。
    .voice = 您这个号码还不是我们的积分会员。
stranger_home-menu-agent = 人工客服
    .voice = 转人工客服咨询
stranger_home-menu-join = 免费入会
    .voice = 现在免费入会

withheld_home-title = 主菜单
withheld_home-menu = 您的号码没有显示，查不到积分：
    .voice = 您这次来电没有显示号码，我查不到您的积分。您可以显示号码以后再打来，也可以现在转人工客服。
withheld_home-menu-agent = 人工客服
    .voice = 转人工客服

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

points_menu-title = 积分和等级
points_menu-menu = 积分和等级
    .voice = 积分和等级。
points_menu-menu-balance = 余额
    .voice = 查余额和快到期的积分
points_menu-menu-tier = 等级
    .voice = 查等级
points_menu-menu-history = 历史
    .voice = 查积分记录
points_menu-menu-by_text = 发短信给我
    .voice = 发短信给我

redeem_menu-title = 兑换
redeem_menu-menu = 兑换什么？
    .voice = 您想换什么？
redeem_menu-menu-credit = 话费
    .voice = 换话费
redeem_menu-menu-data = 流量
    .voice = 换流量
redeem_menu-menu-gift = 礼品
    .voice = 换礼品
redeem_menu-menu-give = 转赠
    .voice = 把积分送给别人
redeem_menu-menu-exchange = 互换
    .voice = 换成航空里程等其他积分

orders_menu-title = 订单
orders_menu-menu = 订单
    .voice = 订单查询。
orders_menu-menu-latest = 最近一单
    .voice = 查最近的一单
orders_menu-menu-number = 按单号查
    .voice = 按订单号查
orders_menu-menu-complain = 没收到或有损坏
    .voice = 反映没收到或者有损坏
orders_menu-menu-address = 收货地址
    .voice = 改收货地址

complaints_menu-title = 投诉和补登
complaints_menu-menu = 投诉、补登、建议
    .voice = 投诉、补登和建议。
complaints_menu-menu-new = 我要投诉
    .voice = 提出投诉
complaints_menu-menu-status = 投诉进度
    .voice = 查投诉进度
complaints_menu-menu-claim = 补登积分
    .voice = 补登积分
complaints_menu-menu-suggestion = 提建议
    .voice = 提建议

more_menu-title = 更多
more_menu-menu = 更多服务
    .voice = 其他服务。
more_menu-menu-pin = 服务密码
    .voice = 设置或修改服务密码
more_menu-menu-language = 语言Language
    .voice = 中文服务
more_menu-menu-lost = 挂失
    .voice = 挂失
more_menu-menu-marketing = 推广短信
    .voice = 订阅或退订推广短信
more_menu-menu-other = 其他
    .voice = 更多服务

other_menu-title = 其他服务
other_menu-menu = 其他服务
    .voice = 更多服务。
other_menu-menu-membership = 退会、我的号码
    .voice = 退会或管理您的号码

membership_menu-title = 退会和号码
membership_menu-menu = 退会、我的号码
    .voice = 退会和号码。
membership_menu-menu-leave = 退会
    .voice = 退会
membership_menu-menu-numbers = 我的号码
    .voice = 查改您的号码和会员卡
