"""A server of 2026-07-28 that writes its input_required results by hand, two requests at once."""

import sys

from mcp.server.mcpserver import Context, MCPServer
from mcp_types import (
    CreateMessageRequest,
    CreateMessageRequestParams,
    CreateMessageResult,
    CreateMessageResultWithTools,
    InputRequests,
    InputRequiredResult,
    SamplingMessage,
    TextContent,
)

server = MCPServer("modern")


def _request(prompt: str) -> CreateMessageRequest:
    message = SamplingMessage(role="user", content=TextContent(text=prompt))
    return CreateMessageRequest(
        params=CreateMessageRequestParams(messages=[message], max_tokens=50)
    )


@server.tool(structured_output=False)
async def ask_twice(ctx: Context, prompt: str) -> str | InputRequiredResult:
    """Asks for two completions at once and tells both."""
    if ctx.input_responses is None:
        requests: InputRequests = {"first": _request(prompt), "second": _request(f"{prompt} again")}
        return InputRequiredResult(input_requests=requests)
    told = []
    for key in ("first", "second"):
        answer = ctx.input_responses[key]
        assert isinstance(answer, CreateMessageResult | CreateMessageResultWithTools)
        assert isinstance(answer.content, TextContent)
        told.append(f"{answer.content.text} | {answer.stop_reason}")
    return " & ".join(told)


if __name__ == "__main__":
    if sys.argv[1:2] == ["http"]:
        server.run("streamable-http", port=int(sys.argv[2]))
    else:
        server.run("stdio")
