"""The department's side of reports: its desk, what it answers and receives, and the figures it gives itself."""
