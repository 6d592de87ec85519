"""What the department itself gives beside a report."""
