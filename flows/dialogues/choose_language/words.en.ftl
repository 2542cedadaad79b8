# Choosing the language.

language-title = language
language-choose = Please choose your language
    .voice = Please choose your language.
language-choose-zh = Chinese
    .voice = speak Chinese
language-choose-en = English
    .voice = speak English
language-done = All right, English it is.
