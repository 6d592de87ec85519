"""A fictional ministry area with three institutions: what it promised, reported and decided."""
