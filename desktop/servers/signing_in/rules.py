"""What an entry of mcp.json says about signing in to its server."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic.alias_generators import to_camel

from desktop.language import tr


class OAuthRules(BaseModel):
    """What servers need that do not arrange all by themselves, and most do."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel)

    client_id: str = ""
    """Who Parley is there, where the person has registered it."""
    client_secret: str = ""
    client_metadata_url: str = ""
    """A document on the web that says who Parley is, for servers that read such documents."""
    callback_port: Annotated[int, Field(ge=0, le=65_535)] = 0
    """The port of this computer to which the browser returns, where it was registered with one."""
    trusted_hosts: tuple[str, ...] = ()
    """Hosts at which to sign in though they are not on the public network."""

    @field_validator("client_metadata_url")
    @classmethod
    def _is_document(cls, url: str) -> str:
        host, _, path = url.removeprefix("https://").partition("/")
        if url and not (url.startswith("https://") and host and path):
            raise ValueError(
                tr("the address of the document must begin with https:// and have a path")
            )
        return url


USUAL_OAUTH = OAuthRules()
