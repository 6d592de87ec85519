"""Everything around the pages that keeps the server running: shell, sign-in, logs, figures, limits, readiness."""
