"""The member's tier, until when, and what is missing to the next one."""
