"""Following up on plans: risks, deadlines, reminders, changes of status, and the track record of earlier forecasts."""
