"""A plan as it would stand if: what is assumed, what may come of the total, and which goals decide it."""
