# 排队等人工的时候听到的。

queue-ahead = { $ahead ->
        [0] 马上就轮到您了，请稍等。
       *[other] 您前面还有{ POINTS($ahead) }位，请稍等。
    }
queue-call_back = 不想等的话，请按1，我们给您回电。
