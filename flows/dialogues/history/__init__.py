"""What came in and went out, newest first."""
