"""The plan check: what the guide of 2014 and experience have to say of a plan, and the answers to it."""
