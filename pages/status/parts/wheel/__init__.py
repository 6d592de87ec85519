"""What the yearly wheel of the page Årshjul is made of."""
