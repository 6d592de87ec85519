"""The least a Streamlit app can be: what Streamlit itself costs."""

import streamlit as st

st.button("Tryk")
