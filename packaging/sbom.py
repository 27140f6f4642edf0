"""The bill of materials of a frozen app, in CycloneDX 1.6: `sbom.py APP FILE`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from bundled import parts, requirements, strays
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.utils import canonicalize_name
from release import VERSION, moment

if TYPE_CHECKING:
    from bundled import Part

OWN = f"pkg:generic/parley@{VERSION}"


def main() -> None:
    """Writes the bill, and says what is in the app that Parley does not ask for."""
    app, file = map(Path, sys.argv[1:])
    found = parts(app)
    file.write_text(json.dumps(bill(found, moment()), indent=2) + "\n", "utf-8")
    print(f"sbom: {len(found)} parts, in {file}")
    if odd := strays(app):
        print(f"sbom: in the app without being asked for: {', '.join(odd)}", file=sys.stderr)


def bill(found: list[Part], second: int) -> dict[str, Any]:
    """Returns the bill of the parts, for a release that bears a certain second."""
    components = [component(part) for part in found]
    content = json.dumps(components, sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, OWN + content)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(second, UTC).isoformat(),
            "component": {
                "type": "application",
                "bom-ref": OWN,
                "name": "parley",
                "version": VERSION,
                "purl": OWN,
                "licenses": [{"expression": "MIT"}],
            },
        },
        "components": components,
        "dependencies": dependencies(found),
    }


def component(part: Part) -> dict[str, Any]:
    """Returns one part, in the bill's words."""
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
    }
    if part.licence:
        told["licenses"] = [_licence(part.licence)]
    if part.archives:
        # Not `hashes`: those are of one archive, and the lock has one for each kind of computer.
        hashes = [{"alg": "SHA-256", "content": value} for value in part.archives]
        comment = "It comes from one of the archives with these hashes, which are locked."
        archive = {"type": "distribution", "url": part.purl, "comment": comment, "hashes": hashes}
        told["externalReferences"] = [archive]
    return told


def _licence(said: str) -> dict[str, Any]:
    try:
        return {"expression": canonicalize_license_expression(said)}
    except InvalidLicenseExpression:
        return {"license": {"name": said}}


def dependencies(found: list[Part]) -> list[dict[str, Any]]:
    """Returns what needs what, as far as it is in the app."""
    purls = {part.name: part.purl for part in found}
    direct = {canonicalize_name(one.name) for one in requirements(distribution("parley"))}
    # What nobody else needs, such as Python, is needed by Parley itself.
    inner = {need for part in found for need in part.needs}
    own = sorted(purl for name, purl in purls.items() if name in direct or name not in inner)
    others = [
        {
            "ref": part.purl,
            "dependsOn": sorted({purls[need] for need in part.needs if need in purls}),
        }
        for part in found
    ]
    return [{"ref": OWN, "dependsOn": own}, *others]


if __name__ == "__main__":
    main()
