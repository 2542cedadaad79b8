# Choosing the language.

language-title = language
language-choose = Please choose your language
    .voice = { "" }
language-choose-zh = Chinese
language-choose-en = English
language-done = All right, English it is.
