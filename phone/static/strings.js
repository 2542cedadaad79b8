// Every word of the page, in both languages, and the switch between them.

const STRINGS = {
  zh: {
    title: "积分热线", subtitle: "语音、短信、USSD，同一本积分账", language: "界面语言",
    whoCalls: "选择会员", callingAs: "当前会员", channels: "渠道",
    voice: "语音", sms: "短信", ussd: "USSD",
    hotline: "积分热线", network: "运营商网络", keypad: "拨号键盘", dial: "拨打热线", hangUp: "挂断",
    conversation: "通话记录", sound: "声音", timeouts: "计时",
    sayIt: "对热线说……", say: "说", recordIt: "留言内容（可不填）", stopRecording: "停止录音",
    staySilent: "不说话", keepWaiting: "继续等待", agentAnswers: "客服接听", agentHangsUp: "对方挂机",
    idle: "按绿色键拨打", connecting: "正在接通……", speaking: "热线正在播报",
    enterKeys: "请按 {n} 位数字", enterKey: "请按键", enterEnd: "请输入，{key} 键结束", enterFree: "请按键输入",
    orSpeak: "，或直接说", justSpeak: "请说话", recording: "正在录音", queue: "排队等待客服", talking: "正在与 {who} 通话",
    ringing: "积分热线来电", pickUp: "接听", decline: "拒接", missed: "未接来电", conference: "通话中", connectedNow: "已接通",
    ended: "通话已结束", noTimeout: "不计时",
    emptyTalk: "拨通后，热线说的每句话和您按的每个键都记在这里。",
    silent: "没有说话", beep: "嘀声", plays: "播放录音", music: "正在播放等待音乐", inQueue: "进入排队：{name}",
    connected: "已接通：{name}", ignored: "此时没有在听：{text}", pressed: "按键", recorded: "留言 {n} 秒",
    applicationError: "Webhook 出错，运营商挂断了电话", hotlineHungUp: "热线结束通话", youHungUp: "您已挂断",
    thread: "短信会话", writeText: "发短信给热线", send: "发送", emptyThread: "发一条短信试试，或点右侧的关键词。",
    keywords: "常用关键词", keywordsLead: "关键词不分大小写、全角半角；数字回答上一个问题。",
    doesBalance: "余额与到期", doesTier: "等级与升级条件", doesHistory: "积分明细", doesRedeem: "兑换礼品",
    doesCredit: "兑换 10 元话费", doesOrders: "最近订单", doesComplain: "提交投诉", doesStatus: "投诉进度",
    doesAgent: "人工回电", doesMenu: "菜单与帮助", doesBack: "返回上一步", doesLanguage: "换成英文",
    gsm7: "单条 160 字符，长短信每段 153", ucs2: "含中文：单条 70 字，长短信每段 67",
    segments: "{n} 段", characters: "{n} 字", noReply: "没有回复", replyFailed: "Webhook 出错，会员收不到回复",
    screen: "USSD 屏幕", answer: "回答", cancel: "取消", code: "拨号代码", dialCode: "拨号",
    session: "会话过程", sessionLead: "CON 表示会话继续，END 表示结束；代码可以直达某项功能。",
    emptyScreen: "拨 *105# 开始", dialled: "拨号", sent: "输入", cancelled: "会员已取消",
    delivery: "重复投递", deliveryLead: "运营商会重发请求。同一请求送达两次，回答相同，积分只动一次。",
    twice: "每次都投递两次", redeliver: "再投递一次", same: "送达两次，回答相同", differs: "两次回答不同",
    tierGold: "金卡", tierSilver: "银卡", tierDiamond: "钻石卡", tierBasic: "普通", tierNone: "非会员", tierDesk: "客服", points: "分",
    failed: "模拟器出错：{what}",
  },
  en: {
    title: "Points hotline", subtitle: "Voice, SMS and USSD on one points ledger", language: "Language of this page",
    whoCalls: "Choose a member", callingAs: "Calling as", channels: "Channels",
    voice: "Voice", sms: "SMS", ussd: "USSD",
    hotline: "Points hotline", network: "Carrier network", keypad: "Keypad", dial: "Call the hotline", hangUp: "Hang up",
    conversation: "Conversation", sound: "Sound", timeouts: "Timeouts",
    sayIt: "Say something…", say: "Say", recordIt: "What you say (optional)", stopRecording: "Stop",
    staySilent: "Stay silent", keepWaiting: "Keep waiting", agentAnswers: "An agent answers", agentHangsUp: "The other side hangs up",
    idle: "Press the green button to call", connecting: "Connecting…", speaking: "The hotline is speaking",
    enterKeys: "Enter {n} digits", enterKey: "Press a key", enterEnd: "Enter, then press {key}", enterFree: "Enter with the keys",
    orSpeak: " or say it", justSpeak: "Speak now", recording: "Recording", queue: "Waiting for an agent", talking: "Talking to {who}",
    ringing: "The points hotline is calling", pickUp: "Answer", decline: "Decline", missed: "Missed call", conference: "On a call", connectedNow: "Connected",
    ended: "Call ended", noTimeout: "no limit",
    emptyTalk: "Once connected, everything the hotline says and every key you press appears here.",
    silent: "stayed silent", beep: "beep", plays: "plays a recording", music: "hold music playing", inQueue: "In the queue: {name}",
    connected: "Connected: {name}", ignored: "Not listening: {text}", pressed: "Pressed", recorded: "{n} s recorded",
    applicationError: "The webhook failed and the carrier ended the call", hotlineHungUp: "The hotline ended the call", youHungUp: "You hung up",
    thread: "Text messages", writeText: "Text the hotline", send: "Send", emptyThread: "Send a text, or pick one of the keywords.",
    keywords: "Keywords", keywordsLead: "Upper or lower case, full-width too. A number answers the last question.",
    doesBalance: "Balance and expiry", doesTier: "Tier, and what the next one takes", doesHistory: "Points history", doesRedeem: "Redeem a gift",
    doesCredit: "10 yuan of phone credit", doesOrders: "The latest order", doesComplain: "File a complaint", doesStatus: "Complaint status",
    doesAgent: "An agent calls back", doesMenu: "Menu and help", doesBack: "Back one step", doesLanguage: "Switch to Chinese",
    gsm7: "160 characters alone, 153 per part when joined", ucs2: "with Chinese: 70 alone, 67 per part when joined",
    segments: "{n} segment", segmentsMany: "{n} segments", characters: "{n} characters", noReply: "No reply", replyFailed: "The webhook failed: the member gets no reply",
    screen: "USSD screen", answer: "Answer", cancel: "Cancel", code: "Code to dial", dialCode: "Dial",
    session: "The session", sessionLead: "CON means the session goes on, END means it is over. A longer code goes straight to a service.",
    emptyScreen: "Dial *105# to begin", dialled: "dialed", sent: "entered", cancelled: "Cancelled by the member",
    delivery: "Repeated delivery", deliveryLead: "Carriers may send a request twice. The answer is the same, and points move once.",
    twice: "Deliver everything twice", redeliver: "Deliver again", same: "Delivered twice, same answer", differs: "The two answers differ",
    tierGold: "Gold", tierSilver: "Silver", tierDiamond: "Diamond", tierBasic: "Basic", tierNone: "Not a member", tierDesk: "Agent", points: "points",
    failed: "The simulator failed: {what}",
  },
};

const listeners = [];
export let language = localStorage.getItem("phone-language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");

export function t(key, values = {}) {
  const many = values.n > 1 && STRINGS[language][`${key}Many`];
  return (many || STRINGS[language][key]).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** An element whose text follows the language switch. */
export function translated(element, key, values = {}) {
  element.dataset.t = key;
  element.dataset.tValues = JSON.stringify(values);
  element.textContent = t(key, values);
  return element;
}

export function onLanguage(listener) {
  listeners.push(listener);
}

export function setLanguage(chosen) {
  language = chosen;
  localStorage.setItem("phone-language", chosen);
  document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";
  document.title = t("title");
  for (const element of document.querySelectorAll("[data-t]"))
    element.textContent = t(element.dataset.t, JSON.parse(element.dataset.tValues ?? "{}"));
  for (const element of document.querySelectorAll("[data-t-label]"))
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  for (const element of document.querySelectorAll("[data-t-placeholder]"))
    element.setAttribute("placeholder", t(element.dataset.tPlaceholder));
  for (const button of document.querySelectorAll("[data-language]"))
    button.setAttribute("aria-pressed", button.dataset.language === chosen);
  for (const listener of listeners) listener();
}
