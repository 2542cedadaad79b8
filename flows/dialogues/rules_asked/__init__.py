"""What members ask about the rules of the programme, in passing."""
