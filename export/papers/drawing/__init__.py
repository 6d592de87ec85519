"""Charts as drawings: what both PDF and Word show, and the figures for formats that draw themselves."""
