# 选语言。

language-title = 语言
language-choose = 请选择语言 Language
    .voice = { "" }
language-choose-zh = 中文
    .voice = 中文服务
language-choose-en = English
    .voice = 英语服务
language-done = 好的，以后用中文为您服务。
