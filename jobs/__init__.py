"""What is done by the clock, and not because somebody called: see schedule.py."""
