"""Small drawings side by side, as HTML over CSS masks: alike in size, years and notation."""
