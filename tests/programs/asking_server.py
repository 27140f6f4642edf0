"""A server that asks the person itself, in both eras, and tells its log, progress and changes."""

import sys
import warnings
from typing import Any

from mcp import MCPDeprecationWarning
from mcp.server.mcpserver import Context, MCPServer
from mcp.shared.exceptions import UrlElicitationRequiredError
from mcp_types import (
    Completion,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitRequestURLParams,
    ElicitResult,
    InputRequests,
    InputRequiredResult,
    ListRootsRequest,
    ListRootsResult,
)

warnings.simplefilter("ignore", MCPDeprecationWarning)

server = MCPServer("asks")

FORM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "title": "Your name", "minLength": 2},
        "age": {"type": "integer", "minimum": 0, "maximum": 150, "default": 30},
    },
    "required": ["name"],
}


def _told(answer: Any) -> str:
    assert isinstance(answer, ElicitResult)
    content = sorted((answer.content or {}).items())
    return f"{answer.action}: {', '.join(f'{key}={value!r}' for key, value in content)}"


@server.tool(structured_output=False)
async def ask_pushed(ctx: Context, message: str = "Who are you?") -> str:
    """Asks by a form of its own."""
    return _told(await ctx.session.elicit_form(message, FORM, related_request_id=ctx.request_id))


@server.tool(structured_output=False)
async def ask_inside(ctx: Context) -> str | InputRequiredResult:
    """Asks by a form inside its result."""
    if ctx.input_responses is None:
        params = ElicitRequestFormParams(message="Who are you?", requested_schema=FORM)
        requests: InputRequests = {"who": ElicitRequest(params=params)}
        return InputRequiredResult(input_requests=requests)
    return _told(ctx.input_responses["who"])


@server.tool(structured_output=False)
async def visit(ctx: Context, url: str) -> str:
    """Sends the person to an address."""
    answer = await ctx.session.elicit_url("Sign in.", url, "e1", related_request_id=ctx.request_id)
    return _told(answer)


@server.tool(structured_output=False)
async def visit_inside(ctx: Context, url: str) -> str | InputRequiredResult:
    """Sends the person to an address inside its result."""
    if ctx.input_responses is None:
        params = ElicitRequestURLParams(message="Sign in.", url=url)
        requests: InputRequests = {"go": ElicitRequest(params=params)}
        return InputRequiredResult(input_requests=requests)
    return _told(ctx.input_responses["go"])


@server.tool(structured_output=False)
async def locked(url: str) -> str:
    """Refuses until an address was visited."""
    raise UrlElicitationRequiredError(
        [ElicitRequestURLParams(message="Sign in.", url=url, elicitation_id="e2")]
    )


@server.tool(structured_output=False)
async def flood(ctx: Context, count: int) -> str:
    """Asks again and again."""
    told = [
        (await ctx.session.elicit_form(f"{one}?", FORM, related_request_id=ctx.request_id)).action
        for one in range(count)
    ]
    return " ".join(told)


@server.tool(structured_output=False)
async def folders(ctx: Context) -> str:
    """Tells the folders that are shared."""
    found = await ctx.session.list_roots()
    return "; ".join(f"{root.name} {root.uri}" for root in found.roots)


@server.tool(structured_output=False)
async def folders_inside(ctx: Context) -> str | InputRequiredResult:
    """Tells the folders that are shared, asking inside its result."""
    if ctx.input_responses is None:
        return InputRequiredResult(input_requests={"roots": ListRootsRequest()})
    found = ctx.input_responses["roots"]
    assert isinstance(found, ListRootsResult)
    return "; ".join(f"{root.name} {root.uri}" for root in found.roots)


@server.tool(structured_output=False)
async def work(ctx: Context) -> str:
    """Tells how far it is, and logs."""
    await ctx.log("debug", "too quiet to be heard")
    await ctx.log("warning", {"half": 1}, logger_name="engine")
    await ctx.report_progress(1, 2, "half")
    await ctx.report_progress(2, 2, "whole")
    return "done"


@server.tool(structured_output=False)
async def grow(ctx: Context) -> str:
    """Gets a new tool, and says so in both eras."""
    server.add_tool(work, name="late")
    await ctx.notify_tools_changed()
    await ctx.notify_prompts_changed()
    await ctx.session.send_tool_list_changed()
    await ctx.session.send_prompt_list_changed()
    return "grown"


@server.resource("note://today", name="today")
def today() -> str:
    """A note."""
    return "a fine day"


@server.resource("note://{day}", name="other days")
def other(day: str) -> str:
    """Another note."""
    return f"the note of {day}"


@server.prompt()
def greet(name: str) -> str:
    """A greeting."""
    return f"Greet {name}."


@server.completion()  # type: ignore[no-untyped-call, untyped-decorator]
async def complete(ref: Any, argument: Any, context: Any) -> Completion:
    """Goes on with a name."""
    return Completion(values=[name for name in ("Ada", "Alan") if name.startswith(argument.value)])


if __name__ == "__main__":
    if sys.argv[1:2] == ["http"]:
        server.run("streamable-http", port=int(sys.argv[2]))
    else:
        server.run("stdio")
