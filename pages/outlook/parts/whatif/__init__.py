"""A what-if: what is supposed of each goal, and what may come of the total."""
