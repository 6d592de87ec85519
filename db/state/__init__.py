"""The state of all data, in parts by institution: what has changed, and what of it is read anew."""
