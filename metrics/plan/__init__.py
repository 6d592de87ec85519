"""What was signed: the plan's words, its rule, its versions, and what a plan must satisfy."""
