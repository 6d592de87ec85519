"""The report of a quarter: what it asks for, who takes which step with it, and what is kept of it."""
