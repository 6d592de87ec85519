"""What came in: observations, events, decisions and breaks in series, as they were known at a moment."""
