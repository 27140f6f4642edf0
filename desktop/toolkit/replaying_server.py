"""A server whose one tool asks its host what a file says, so that a request can be replayed."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path

from mcp.server.mcpserver import Context, MCPServer
from mcp_types import (
    CallToolResult,
    CreateMessageRequest,
    CreateMessageRequestParams,
    InputRequiredResult,
    TextContent,
)

from desktop.toolkit.delegation import MODERN_REVISION

REQUEST = "PARLEY_REPLAYED_REQUEST"
"""The variable that names the file, whose JSON is the params of sampling/createMessage."""

server = MCPServer("Parley replay", version="1.0")


@server.tool(structured_output=False)
async def replay(ctx: Context) -> CallToolResult | InputRequiredResult:
    """Asks the host what the file says, and returns its answer as JSON."""
    told = json.loads(Path(os.environ[REQUEST]).read_text("utf-8"))  # noqa: ASYNC240  # once
    params = CreateMessageRequestParams.model_validate(told)
    if (ctx.protocol_version or "") >= MODERN_REVISION:
        answer = (ctx.input_responses or {}).get("answer")
        if answer is None:
            request = CreateMessageRequest(params=params)
            return InputRequiredResult(input_requests={"answer": request})
    else:
        with warnings.catch_warnings():
            # Sampling is deprecated since 2026-07-28 (SEP-2577); before it there is no other way.
            warnings.simplefilter("ignore")
            answer = await ctx.session.create_message(
                params.messages,
                max_tokens=params.max_tokens,
                system_prompt=params.system_prompt,
                include_context=params.include_context,
                temperature=params.temperature,
                stop_sequences=params.stop_sequences,
                metadata=params.metadata,
                model_preferences=params.model_preferences,
                tools=params.tools,
                tool_choice=params.tool_choice,
                related_request_id=ctx.request_id,
            )
    text = answer.model_dump_json(by_alias=True, exclude_none=True)
    return CallToolResult(content=[TextContent(text=text)])


def main() -> None:
    """Serves on this process's own standard input and output."""
    server.run("stdio")


if __name__ == "__main__":
    main()
