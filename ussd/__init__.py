"""USSD: Africa's Talking's form in, CON or END out."""
