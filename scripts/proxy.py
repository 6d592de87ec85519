"""nginx with the shipped file, before two processes, for tests and benchmarks."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "maalstreg.example.dk"
PATIENCE = 60
CONFIGURATION = Path(__file__).resolve().parent.parent / "deploy" / "nginx" / "maalstreg.conf"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx: where it answers, with TLS and without, and where its files lie."""

    port: int
    plain_port: int
    folder: Path

    def ask(
        self, path: str, host: str = HOST, *, named: str = "", method: str = "GET", **headers: str
    ) -> httpx.Response:
        """One request by TLS, for a host that is `named` there, if not the same."""
        with httpx.Client(verify=False, timeout=PATIENCE) as client:  # noqa: S501 - its certificate is of this run
            url = f"https://127.0.0.1:{self.port}{path}"
            return client.request(
                method, url, headers={"host": host, **headers}, extensions={"sni_hostname": named or host}
            )

    def read(self, name: str) -> str:
        """One of its logs."""
        return (self.folder / name).read_text("utf-8")


@contextmanager
def run_proxy(program: str, folder: Path, ports: Sequence[int]) -> Iterator[Proxy]:
    """Start nginx before two processes of this machine; stop it afterwards. Its files lie in the folder."""
    made = Proxy(_find_free_port(), _find_free_port(), folder)
    (folder / "nginx.conf").write_text(_write_configuration(made, ports))
    _write_certificate(folder)
    command = [program, "-p", str(folder), "-e", str(folder / "start.log"), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        _wait(made)
        yield made
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _write_configuration(proxy: Proxy, ports: Sequence[int]) -> str:
    """The shipped file within a whole configuration, but for its ports, its places and the processes it knows."""
    text = re.sub(r"^ *listen \[::\].*\n", "", CONFIGURATION.read_text("utf-8"), flags=re.MULTILINE)
    for old, new in (
        ("listen 80", f"listen 127.0.0.1:{proxy.plain_port}"),
        ("listen 443", f"listen 127.0.0.1:{proxy.port}"),
        ("/var/log/nginx", str(proxy.folder)),
        ("/etc/nginx/tls", str(proxy.folder)),
        ("127.0.0.1:8501", f"127.0.0.1:{ports[0]}"),
        ("127.0.0.1:8502", f"127.0.0.1:{ports[1]}"),
    ):
        assert old in text
        text = text.replace(old, new)
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{name}_temp_path {proxy.folder}/{name};\n" for name in names)
    whole = f"worker_processes 1;\npid {proxy.folder}/pid;\nevents {{ worker_connections 4096; }}\n"
    return f"{whole}http {{\n{places}{text}}}\n"


def _write_certificate(folder: Path) -> None:
    """Write a key and a certificate that are worth something for this run alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    day, now = timedelta(days=1), datetime.now(UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now - day, now + day
    )
    pem, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "maalstreg.crt").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    (folder / "maalstreg.key").write_bytes(key.private_bytes(pem, kind, serialization.NoEncryption()))


def _wait(proxy: Proxy) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", proxy.port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise RuntimeError(f"nginx did not start:\n{proxy.read('start.log')}") from None
            time.sleep(0.05)
        else:
            return


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
