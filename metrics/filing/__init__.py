"""Documents that are sent or final: which they are, who sees them, and their journal numbers."""
