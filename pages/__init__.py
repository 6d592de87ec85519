"""The screens: thin scripts in section folders, and `ui` with what they share."""
