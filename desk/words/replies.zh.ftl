reply-moment = 好的，我帮您查一下，请稍等。
reply-receipt = 麻烦您把小票号码发给我，我来帮您补登。
reply-filed = 已经帮您登记好了，受理编号会另外短信发给您。
reply-call_back = 这个问题电话里说更方便，我稍后给您打过去，可以吗？
reply-more = 请问还有什么可以帮您？
reply-goodbye = 感谢您的来信，祝您生活愉快！
