"""The direction above the yearly plans: focus areas and initiatives of several years, and what is said of them."""
