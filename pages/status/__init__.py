"""Where the plans stand: the overview, one plan, one goal."""
