# 提建议。

suggestion-title = 建议
suggestion-words = 请写下您的建议：
    .voice = 请在提示音后说出您的建议，说完按井号键。这段话会录音，用来改进我们的服务。
suggestion-more = “{ $named }”怎样会更好？请写一句话：
    .voice = 请在提示音后说说怎样会更好，说完按井号键。这段话会录音，用来改进我们的服务。
suggestion-kind = “{ SENTENCE($beginning) }”要作为投诉登记吗？
    .voice = 您说：{ SENTENCE($beginning) }要作为投诉登记吗？投诉会有专人答复您。
suggestion-kind-complaint = 登记投诉
    .voice = 登记投诉
suggestion-kind-suggestion = 只作为建议
    .voice = 只作为建议
suggestion-thanks = 您的建议收到了，谢谢！
    .voice = 您的建议我们收到了，谢谢您！
suggestion-nothing = 好的，想到什么随时告诉我们。
suggestion-unheard = 没有收到您的建议。想说的时候，请发JY加内容。
    .voice = 没有录到您的声音，您可以从菜单里再说一次。
    .ussd = 没有收到您的建议。
