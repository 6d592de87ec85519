"""The smallest Streamlit app: what Streamlit itself costs."""

import streamlit as st

st.button("Tryk")
