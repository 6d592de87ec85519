"""The security headers of every reply."""

from __future__ import annotations

import base64
import hashlib
import re

# Browser features that the pages never use.
NOT_USED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
# Two years, as browsers ask for. Only if the public address is encrypted: otherwise it would lock people out.
SAVED_ONLY = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox"}
"""Of what is only to be saved: opened all the same, it may do nothing and is of no site."""
ENCRYPTED_ONLY = {"strict-transport-security": "max-age=63072000"}


def build_security_headers(page: str) -> dict[str, str]:
    """Build the headers of every reply. Only the inline scripts of `page`, Streamlit's own, are allowed, by digest."""
    digests = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    ]
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in digests)])
    return {
        "content-security-policy": (
            f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; "
            "worker-src 'self' blob:; frame-ancestors 'none'; object-src 'none'; base-uri 'self'; "
            "form-action 'self'"
        ),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": ", ".join(f"{feature}=()" for feature in NOT_USED),
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }
