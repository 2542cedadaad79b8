"""Which language the hotline speaks."""
