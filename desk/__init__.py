"""The agents' desk: what they see of a member, and what they do for one."""
