"""What-ifs that are kept: on the page of a plan, read, and drawn beside each other."""
