"""The cookie of a sign-in, sealed as Streamlit seals it; what the provider says can be anything."""

from __future__ import annotations

import json
import time

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


def cookie(
    secret: str, email: str, origin: str = "https://maal.example.dk", **claims: object
) -> dict[str, str]:
    """The cookie of somebody who has just signed in, but for what is said otherwise."""
    now = int(time.time())
    said = {
        "email": email,
        "iat": now,
        "exp": now + 3600,
        "is_logged_in": True,
        "email_verified": True,
        "provider": "default",
    }
    value = json.dumps({**said, "origin": origin, **claims})
    return {USER_COOKIE_NAME: create_signed_value(secret, USER_COOKIE_NAME, value).decode()}
