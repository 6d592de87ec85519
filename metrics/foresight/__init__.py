"""Forecast a plan's open tests, or say why that cannot be done."""
