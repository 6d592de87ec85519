"""A fictional ministry area with three institutions: its plans, reports and decisions."""
