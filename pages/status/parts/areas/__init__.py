"""Areas first: what a reader of many institutions sees of each ministry area, and all institutions in one table."""
