"""The inputs of the plan editor, and what is typed in them."""
