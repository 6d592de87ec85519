"""Papers: what each kind may hold, who may take it, and what is computed for it alone."""
