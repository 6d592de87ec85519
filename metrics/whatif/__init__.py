"""What-ifs: a plan under assumptions, the prospects of its total, and the goals that decide it."""
