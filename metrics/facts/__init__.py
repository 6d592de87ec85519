"""The facts: observations, events, decisions and breaks in series, as known at a moment."""
