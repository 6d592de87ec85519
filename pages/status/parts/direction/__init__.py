"""What the page Retning is made of."""
