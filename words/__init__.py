"""The domain in words, in Danish and English. Nothing here knows HTML or Streamlit."""
