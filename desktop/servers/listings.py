"""Resources, templates and prompts in the shape of tools: a name, what they are, and a form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcp.shared.uri_template import InvalidUriTemplate, UriTemplate

from desktop.errors import ToolFailed
from desktop.events import ToolSummary
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcp_types import Prompt, Resource, ResourceTemplate

TEMPLATE = "template "
"""How the name of a template begins; what has it is no address yet."""


def resource_summary(resource: Resource) -> ToolSummary:
    """Returns a resource, by its address."""
    told = (
        resource.uri,
        resource.mime_type,
        tr("{size:,} bytes", size=resource.size) if resource.size else "",
    )
    about = [" · ".join(filter(None, told)), resource.description or ""]
    title = resource.title or resource.name
    return ToolSummary(resource.uri, title, "\n".join(filter(None, about)), _form(()))


def template_summary(template: ResourceTemplate) -> ToolSummary:
    """Returns a pattern of addresses, whose blanks are a form."""
    told = (template.uri_template, template.mime_type)
    about = [" · ".join(filter(None, told)), template.description or ""]
    title = template.title or template.name
    return ToolSummary(
        TEMPLATE + template.uri_template,
        f"{title} …",
        "\n".join(filter(None, about)),
        _form((name, "", "", False) for name in _blanks(template.uri_template)),
    )


def prompt_summary(prompt: Prompt) -> ToolSummary:
    """Returns a prompt, whose arguments are a form."""
    asked = (
        (one.name, one.title or "", one.description or "", bool(one.required))
        for one in prompt.arguments or ()
    )
    title = prompt.title or prompt.name
    return ToolSummary(prompt.name, title, prompt.description or "", _form(asked))


def address_of(name: str, blanks: Mapping[str, str]) -> str:
    """Returns the address of a resource, or of what a template stands for once it is filled in.

    Raises:
        ToolFailed: the template cannot be filled in.
    """
    if not name.startswith(TEMPLATE):
        return name
    try:
        return UriTemplate.parse(name.removeprefix(TEMPLATE)).expand(dict(blanks))
    except (InvalidUriTemplate, TypeError) as error:
        raise ToolFailed(
            tr("This pattern of an address cannot be filled in: {error}", error=error)
        ) from error


def _blanks(template: str) -> list[str]:
    try:
        return UriTemplate.parse(template).variable_names
    except InvalidUriTemplate:
        return []


def _form(asked: Iterable[tuple[str, str, str, bool]]) -> str:
    """Returns a schema of texts."""
    fields = list(asked)
    return json.dumps(
        {
            "type": "object",
            "properties": {
                name: {"type": "string", "title": title, "description": about}
                for name, title, about, _ in fields
            },
            "required": [name for name, _, _, required in fields if required],
        }
    )
