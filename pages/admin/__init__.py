"""Administration: the plans themselves."""
