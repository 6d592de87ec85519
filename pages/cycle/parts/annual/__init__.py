"""What the page of a year's settlement is made of."""
