"""USSD: Africa's Talking's callback, answered with CON or END."""
