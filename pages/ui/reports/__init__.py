"""The reports of a quarter, as more than one section shows them."""
