"""Score a plan by its own rules on the facts known at a moment, with a trace of the reasons."""
