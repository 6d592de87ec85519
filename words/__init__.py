"""The domain in words, Danish and English: no HTML, no screen."""
