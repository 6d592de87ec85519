"""The pure domain: plans, time, the algebra of outcomes, scoring. No clock, no database, no screen."""
