"""What this section's pages are made of: sheets, forms, panels and cached reads."""
