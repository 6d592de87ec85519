"""What the pages of this section are made of: sheets, forms, panels and cached reads."""
