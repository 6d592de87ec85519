"""The algebra of outcomes: trees, exact sums, and distributions of credit."""
