"""Outcomes of a tree: credit, likelihood, and the exact sums and distributions they add up to."""
