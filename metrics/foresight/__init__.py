"""What is likely of a plan's open tests, or why nothing is said of them."""
