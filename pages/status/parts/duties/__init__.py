"""What the page Årshjul is made of."""
