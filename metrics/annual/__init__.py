"""The year's settlement: what it waits for, the annual table, its analysis, and the approval by both parties."""
