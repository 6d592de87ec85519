"""What leaves the dashboard: documents for other programs and for paper."""
