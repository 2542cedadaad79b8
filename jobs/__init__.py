"""The worker: delivers the outbox (dispatcher, deliveries) and runs scheduled jobs (schedule)."""
