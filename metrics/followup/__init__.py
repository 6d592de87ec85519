"""What to follow up on: risk, deadlines, reminders, what has changed, and how good earlier forecasts were."""
