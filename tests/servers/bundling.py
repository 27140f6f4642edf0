"""Bundles made for tests: any manifest, any files, signed by anyone."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop.servers.bundles.signatures import FOOT, HEAD

if TYPE_CHECKING:
    from pathlib import Path

Entry = tuple[str, bytes] | tuple[str, bytes, int]

ECHO = """import sys
sys.argv.append("nothing is ever run by these tests")
"""


def manifest(**changes: Any) -> dict[str, Any]:
    """A manifest of 0.3 with all of its kinds of settings."""
    return {
        "manifest_version": "0.3",
        "name": "weather",
        "display_name": "Weather",
        "version": "1.2.0",
        "description": "Says how the weather will be.",
        "author": {"name": "Acme"},
        "server": {
            "type": "python",
            "entry_point": "server/main.py",
            "mcp_config": {
                "command": "python3",
                "args": ["${__dirname}/server/main.py", "--dirs", "${user_config.folders}"],
                "env": {
                    "API_KEY": "${user_config.key}",
                    "DAYS": "${user_config.days}",
                    "LOUD": "${user_config.loud}",
                    "PLACE": "${user_config.place}",
                },
            },
        },
        "tools": [{"name": "forecast", "description": "Of a town."}],
        "user_config": {
            "key": {
                "type": "string",
                "title": "API key",
                "description": "",
                "sensitive": True,
                "required": True,
            },
            "days": {"type": "number", "title": "Days", "default": 3, "min": 1, "max": 7},
            "loud": {"type": "boolean", "title": "Loud", "default": False},
            "place": {"type": "string", "title": "Place"},
            "folders": {
                "type": "directory",
                "title": "Folders",
                "multiple": True,
                "default": ["${HOME}/Weather"],
            },
        },
        **changes,
    }


def packed(told: object, *files: Entry) -> bytes:
    """A zip archive with a manifest and files, each with its mode where one is given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(told))
        for name, content, *mode in files:
            info = zipfile.ZipInfo(name)
            info.filename = name  # ZipInfo itself would cut it off at a zero.
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (mode[0] if mode else 0o100644) << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def bundle(folder: Path, name: str = "weather.mcpb", **changes: Any) -> Path:
    """A bundle on disk whose server is one small file."""
    path = folder / name
    path.write_bytes(packed(manifest(**changes), ("server/main.py", ECHO.encode())))
    return path


@cache
def key_of(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def certificate(name: str, issuer: str = "") -> x509.Certificate:
    """Somebody's certificate for signing programs; by themself, unless somebody else gives it."""
    issuer, now = issuer or name, datetime.datetime.now(datetime.UTC)
    ca = name.endswith("Root")
    usage = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    usage["key_cert_sign" if ca else "digital_signature"] = True
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key_of(name).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key_of(issuer).public_key()),
            critical=False,
        )
    )
    if ca:
        key = x509.SubjectKeyIdentifier.from_public_key(key_of(name).public_key())
        builder = builder.add_extension(key, critical=False)
    else:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING])
        builder = builder.add_extension(purpose, critical=False)
    return builder.sign(key_of(issuer), hashes.SHA256())


def signed_by(content: bytes, name: str, issuer: str = "") -> bytes:
    """A bundle with somebody's signature at its end, as `mcpb sign` puts it there."""
    signature = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(content)
        .add_signer(certificate(name, issuer), key_of(name), hashes.SHA256())
        .sign(
            serialization.Encoding.DER,
            [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary],
        )
    )
    return content + HEAD + len(signature).to_bytes(4, "little") + signature + FOOT


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
