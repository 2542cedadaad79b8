# 选语言。

language-title = 语言
language-choose = 请选择语言 Language
    .voice = 请选择语言。Please choose your language.
language-choose-zh = 中文
    .voice = 使用中文
language-choose-en = English
    .voice = For English，英语服务
language-done = 好的，以后用中文为您服务。
