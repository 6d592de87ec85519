"""What the page of an institution is made of."""
