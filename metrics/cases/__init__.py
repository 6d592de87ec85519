"""Cases counted by a rule, period by period, whatever engine holds them."""
