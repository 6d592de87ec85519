"""Administration: the plans, and the audit."""
