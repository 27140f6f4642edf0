"""Signatures of bundles: whose, how far that is proven, and broken ones refused."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.errors import BundleRefused
from desktop.servers.bundles.bundle import read
from desktop.servers.bundles.signatures import FOOT, HEAD
from tests.servers.bundling import certificate, manifest, packed, signed_by

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = packed(manifest())


def words(folder: Path, content: bytes) -> str:
    path = folder / "a.mcpb"
    path.write_bytes(content)
    return read(path).signed_words


def test_one_without_a_signature_says_so(tmp_path: Path) -> None:
    assert words(tmp_path, PLAIN).startswith("Not signed")


def test_a_certificate_by_oneself_proves_no_name(tmp_path: Path) -> None:
    assert words(tmp_path, signed_by(PLAIN, "Ann")).startswith("Self-signed as Ann. ")


def test_a_certificate_that_leads_nowhere_proves_no_name_either(tmp_path: Path) -> None:
    told = words(tmp_path, signed_by(PLAIN, "Acme", "Unknown Root"))
    assert told.startswith("Signed by Acme, with a certificate by Unknown Root.")
    assert "was not proven" in told


def test_a_certificate_that_leads_to_what_this_computer_trusts_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = tmp_path / "roots.pem"
    pem.write_bytes(certificate("Trusted Root").public_bytes(Encoding.PEM))
    monkeypatch.setattr(
        "ssl.create_default_context", lambda: ssl._create_unverified_context(cafile=str(pem))
    )
    told = words(tmp_path, signed_by(PLAIN, "Acme", "Trusted Root"))
    assert told.startswith("Signed by Acme. Its certificate is by Trusted Root, and its chain was")
    assert "was not proven" in words(tmp_path, signed_by(PLAIN, "Acme", "Unknown Root"))


SIGNED = signed_by(PLAIN, "Ann")
AT = SIGNED.rindex(HEAD)
BROKEN = {
    "of another file": signed_by(packed(manifest(version="2")), "Ann").replace(
        packed(manifest(version="2")), PLAIN
    ),
    "changed": SIGNED.replace(b"server/main.py", b"server/evil.py", 1)
    if b"server/main.py" in SIGNED
    else b"\0" + SIGNED,
    "cut off": SIGNED[: AT + 40] + FOOT,
    "without a beginning": PLAIN + FOOT,
    "of another length": SIGNED[: AT + len(HEAD)] + b"\xff\0\0\0" + SIGNED[AT + len(HEAD) + 4 :],
    "nothing": PLAIN + HEAD + bytes(4) + FOOT,
    "noise": PLAIN + HEAD + (9).to_bytes(4, "little") + b"x" * 9 + FOOT,
    "of nobody": SIGNED.replace(certificate("Ann").signature[-8:], bytes(8)),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_one_is_refused(tmp_path: Path, content: bytes) -> None:
    if content == BROKEN["of nobody"]:
        # The certificate's own signature: it claims nothing that Parley believes, self-signed.
        assert words(tmp_path, content).startswith("Self-signed")
        return
    with pytest.raises(BundleRefused, match="signature is broken"):
        words(tmp_path, content)


def test_what_stands_behind_the_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleRefused, match="behind its end"):
        words(tmp_path, PLAIN + b"x")
    with pytest.raises(BundleRefused, match="behind its end"):
        words(tmp_path, SIGNED + b"x")


def test_what_a_signature_hides_is_never_unpacked(tmp_path: Path) -> None:
    inside = packed(manifest(name="evil"))
    hidden = PLAIN + HEAD + len(inside).to_bytes(4, "little") + inside + FOOT
    with pytest.raises(BundleRefused, match="signature is broken"):
        words(tmp_path, hidden)


def test_a_signature_of_any_bytes_never_crashes(tmp_path: Path) -> None:
    for at in range(AT + len(HEAD) + 4, len(SIGNED) - len(FOOT), 7):
        bent = SIGNED[:at] + bytes([SIGNED[at] ^ 0x41]) + SIGNED[at + 1 :]
        try:
            told = words(tmp_path, bent)
        except BundleRefused as error:
            told = str(error)
        assert "signature is broken" in told or "igned" in told
