"""What the page of developments is made of."""
