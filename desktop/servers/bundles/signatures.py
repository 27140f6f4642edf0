"""The signature at the end of a bundle: what it shows, and what it does not."""

from __future__ import annotations

import hashlib
import ssl
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import BundleRefused
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cryptography.x509 import Certificate, ExtendedKeyUsage, Name
    from cryptography.x509.verification import Policy

HEAD, FOOT = b"MCPB_SIG_V1", b"MCPB_SIG_END"
"""What stands before the length and behind the signature, as in @anthropic-ai/mcpb."""
MOST = 1 << 20

_SET, _ZEROTH = 0x31, 0xA0
_DIGEST = bytes.fromhex("2a864886f70d010904")  # 1.2.840.113549.1.9.4, messageDigest
_HASHES = {  # RFC 5754
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose certificate a bundle was signed by; the signature itself was found to be right."""

    name: str
    issuer: str
    own: bool
    """Whether the certificate was made by who it is for."""
    known: bool = False
    """Whether the certificate leads to one that this computer trusts, for signing programs."""

    @property
    def words(self) -> str:
        """What it shows, in a sentence or two."""
        if self.own:
            return tr(
                "Self-signed as {name}. The file is as it was signed, but anybody can give "
                "themselves that name.",
                name=self.name,
            )
        if self.known:
            return tr(
                "Signed by {name}. Its certificate is by {issuer}, and its chain was checked: "
                "this computer trusts it.",
                name=self.name,
                issuer=self.issuer,
            )
        return tr(
            "Signed by {name}, with a certificate by {issuer}. The file is as it was "
            "signed, but the certificate does not lead to one that this computer trusts "
            "for programs: who it is was not proven.",
            name=self.name,
            issuer=self.issuer,
        )


UNSIGNED = tr("Not signed: nothing shows who made it, or that it is as they made it.")


def split(content: bytes) -> tuple[bytes, bytes | None]:
    """Returns a bundle without its signature, and the signature, if it has one.

    Raises:
        BundleRefused: it ends like one that is signed, but is not.
    """
    if not content.endswith(FOOT):
        return content, None
    end = len(content) - len(FOOT)
    at = content.rfind(HEAD, max(0, end - MOST), end)
    begin = at + len(HEAD) + 4
    if at < 0 or int.from_bytes(content[begin - 4 : begin], "little") != end - begin:
        raise _broken(tr("it is not whole"))
    return content[:at], content[begin:end]


def signed(content: bytes, signature: bytes) -> Signature:
    """Returns by whom a content was signed.

    Raises:
        BundleRefused: the signature is not one of this content, or cannot be checked.
    """
    # Imported only here: few bundles are signed.
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415

    try:
        data = _signed_data(signature)
        certificates = _certificates(data)
        leaf = _verified(content, data, certificates)
        own = leaf.issuer == leaf.subject
        others = [one for one in certificates if one is not leaf]
        known = not own and _leads_to_trusted(leaf, others)
        return Signature(_name(leaf.subject), _name(leaf.issuer), own, known)
    except InvalidSignature as error:
        raise _broken(tr("it is not the one of this file, or the file was changed")) from error
    except (ValueError, LookupError, TypeError, UnsupportedAlgorithm) as error:
        raise _broken(tr("it is not one that can be checked")) from error


def _broken(why: str) -> BundleRefused:
    return BundleRefused(tr("Its signature is broken: {why}.", why=why))


def _verified(
    content: bytes, data: list[_Field], certificates: Sequence[Certificate]
) -> Certificate:
    """Returns the certificate of the one signer, by RFC 5652 5.4 and 5.6."""
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa  # noqa: PLC0415

    [signer] = _fields(data[-1])  # More than one is refused: which of them would be shown?
    fields = _fields(signer)
    issuer, serial = _fields(fields[1])
    leaf = next(one for one in [*certificates, None] if one is None or _is(one, issuer, serial))
    if leaf is None:
        raise ValueError(tr("the signer's certificate is not in it"))
    algorithm = _HASHES[_fields(fields[2])[0].body]
    told = fields[3]
    signs = content
    if told.tag == _ZEROTH:
        _check_digest(told, hashlib.new(algorithm, content).digest())
        signs = bytes([_SET]) + told.whole[1:]  # RFC 5652 5.4: as a set, whatever its tag here.
    value = fields[5 if told.tag == _ZEROTH else 4].body
    digest = getattr(hashes, algorithm.upper())()
    match leaf.public_key():
        case rsa.RSAPublicKey() as key:
            key.verify(value, signs, padding.PKCS1v15(), digest)
        case ec.EllipticCurvePublicKey() as key:
            key.verify(value, signs, ec.ECDSA(digest))
        case _:
            raise ValueError(tr("its key is of an unknown kind"))
    return leaf


def _check_digest(attributes: _Field, digest: bytes) -> None:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    told = [
        _fields(values)[0].body
        for name, values in map(_fields, _fields(attributes))
        if name.body == _DIGEST
    ]
    if told != [digest]:
        raise InvalidSignature


def _is(certificate: Certificate, issuer: _Field, serial: _Field) -> bool:
    number = int.from_bytes(serial.body, "big", signed=True)
    same_issuer = certificate.issuer.public_bytes() == issuer.whole
    return same_issuer and certificate.serial_number == number


def _leads_to_trusted(leaf: Certificate, others: Sequence[Certificate]) -> bool:
    """Returns whether a certificate is for signing programs, by one that this computer trusts."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.x509 import verification  # noqa: PLC0415

    roots = list(_roots())
    if not roots:
        return False
    rules = verification.ExtensionPolicy
    purpose = rules.permit_all().require_present(
        x509.ExtendedKeyUsage, verification.Criticality.AGNOSTIC, _for_programs
    )
    builder = verification.PolicyBuilder().store(verification.Store(roots))
    builder = builder.extension_policies(ca_policy=rules.webpki_defaults_ca(), ee_policy=purpose)
    try:
        builder.build_client_verifier().verify(leaf, list(others))
    except verification.VerificationError:
        return False
    return True


def _for_programs(policy: Policy, certificate: Certificate, usage: ExtendedKeyUsage) -> None:
    from cryptography.x509.oid import ExtendedKeyUsageOID  # noqa: PLC0415

    del policy, certificate
    if ExtendedKeyUsageOID.CODE_SIGNING not in usage:
        raise ValueError("It is not for signing programs.")


def _roots() -> Iterator[Certificate]:
    """Yields what this computer trusts."""
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Old ones break rules that came later.
        for one in ssl.create_default_context().get_ca_certs(binary_form=True):
            with suppress(ValueError):
                yield load_der_x509_certificate(one)


def _name(name: Name) -> str:
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for one in name.get_attributes_for_oid(kind):
            return str(one.value)
    return tr("nobody by name")


@dataclass(frozen=True, slots=True)
class _Field:
    """One value of DER: its tag, what is in it, and all of it."""

    tag: int
    body: bytes
    whole: bytes


def _signed_data(signature: bytes) -> list[_Field]:
    """Returns the parts of a SignedData, the signers last; RFC 5652 5.1."""
    [whole] = _read(signature)
    data = _fields(_fields(_fields(whole)[1])[0])
    if data[-1].tag != _SET:
        raise ValueError(tr("it has no signer"))
    return data


def _certificates(data: list[_Field]) -> list[Certificate]:
    """Returns the certificates that a SignedData brings along.

    Not by cryptography's own reader of PKCS#7: it insists on an order that node-forge, with which
    bundles are signed, does not keep.
    """
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415

    found = [field for field in data[3:-1] if field.tag == _ZEROTH]
    return [load_der_x509_certificate(one.whole) for field in found for one in _fields(field)]


def _fields(field: _Field) -> list[_Field]:
    return list(_read(field.body))


def _read(content: bytes) -> Iterator[_Field]:
    """Yields the values that stand one behind another; X.690, lengths of the definite form."""
    at = 0
    while at < len(content):
        tag, length, body = content[at], content[at + 1], at + 2
        if tag & 0x1F == 0x1F or length == 0x80:
            raise ValueError("it is no DER")
        if length > 0x80:
            body += length & 0x7F
            length = int.from_bytes(content[at + 2 : body], "big")
        end = body + length
        if end > len(content):
            raise ValueError("it is not whole")
        yield _Field(tag, content[body:end], content[at:end])
        at = end
