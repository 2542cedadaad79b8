"""What every web entry shares: who is calling, what a bad request hears, health, metrics."""
