"""The agents' web desk: the queue and conversations, members and their cases, and the management of
catalogue, rules, sentences and agents."""
