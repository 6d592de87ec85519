"""How a plan is agreed: signatures of drafts, and of what is proposed of signed plans."""
