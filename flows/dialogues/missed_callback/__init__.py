"""What is said to whoever has not been called, while a callback is under way."""
