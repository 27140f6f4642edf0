"""Every sentence of the page that binds a client, with its revisions and what shows it kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.gateway.specification import consent, content, models, retries, tools
from tests.gateway.specification.door import Door

Proof = Callable[[Door], Awaitable[None]]

JUNE, NOVEMBER, JULY = "2025-06-18", "2025-11-25", "2026-07-28"
ALL, TOOLS, LEGACY = (JUNE, NOVEMBER, JULY), (NOVEMBER, JULY), (JUNE, NOVEMBER)

PAGE: dict[str, tuple[tuple[str, ...], Proof]] = {
    # User Interaction Model
    "For trust & safety and security, there **SHOULD** always be a human in the loop with the "
    "ability to deny sampling requests.": (ALL, consent.can_deny),
    "Applications **SHOULD**: Provide UI that makes it easy and intuitive to review sampling "
    "requests": (ALL, consent.shows_all),
    "Applications **SHOULD**: Allow users to view and edit prompts before sending": (
        ALL, consent.lets_edit,
    ),
    "Applications **SHOULD**: Present generated responses for review before delivery": (
        ALL, consent.shows_answers_first,
    ),
    # Tools in Sampling, Capabilities
    "Clients **MUST** declare support for tool use via the `sampling.tools` capability to receive "
    "tool-enabled sampling requests.": (TOOLS, tools.declares_tools),
    "Clients that support sampling **MUST** declare the `sampling` capability during "
    "[initialization]": (LEGACY, tools.declares_sampling),
    "Clients that support sampling **MUST** declare the `sampling` capability in "
    "`_meta.io.modelcontextprotocol/clientCapabilities` on each request:": (
        (JULY,), tools.declares_sampling,
    ),
    # Message Content Constraints
    'When a user message contains tool results (type: "tool_result"), it **MUST** contain ONLY '
    "tool results.": (TOOLS, tools.wants_only_results),
    "When using tool use in sampling, every assistant message containing `ToolUseContent` blocks "
    "**MUST** be followed by a user message that consists entirely of `ToolResultContent` blocks, "
    "with each tool use (e.g. with `id: $id`) matched by a corresponding tool result (with "
    "`toolUseId: $id`), before any other message.": (TOOLS, tools.wants_balance),
    # Cross-API Compatibility
    '`{mode: "required"}`: Model MUST use at least one tool before completing': (
        TOOLS, tools.passes_required_on,
    ),
    '`{mode: "none"}`: Model MUST NOT use any tools': (TOOLS, tools.passes_none_on),
    "MCP allows models to make multiple tool use requests in parallel (returning an array of "
    "`ToolUseContent`).": (TOOLS, tools.answers_with_uses),
    # Data Types: Messages
    'Sampling messages **MUST** contain a `role` field of `"user"` or `"assistant"`; and a '
    "`content` field representing the message data.": ((JULY,), content.wants_role_and_content),
    "The list of messages in a sampling request **SHOULD NOT** be retained between separate "
    "requests.": ((JULY,), content.retains_nothing),
    # Data Types: Model Preferences
    "`costPriority`: How important is minimizing costs? Higher values prefer cheaper models.": (
        ALL, models.prefers_cheaper,
    ),
    "`speedPriority`: How important is low latency? Higher values prefer faster models.": (
        ALL, models.prefers_faster,
    ),
    "`intelligencePriority`: How important are advanced capabilities? Higher values prefer more "
    "capable models.": (ALL, models.prefers_abler),
    "Hints are treated as substrings that can match model names flexibly": (
        ALL, models.takes_hints_as_parts,
    ),
    "Multiple hints are evaluated in order of preference": (ALL, models.takes_hints_in_order),
    "Clients **MAY** map hints to equivalent models from different providers": (
        ALL, models.maps_hints,
    ),
    "Hints are advisory&mdash;clients make final model selection": (ALL, models.has_the_last_word),
    # Data Types: System Prompt, Context Inclusion, Sampling Parameters, Result Fields
    "The optional `systemPrompt` field allows servers to request a specific system prompt. The "
    "client **MAY** modify or ignore this field without communicating this to the server.": (
        (JULY,), consent.may_change_the_system_prompt,
    ),
    "The `includeContext` parameter specifies what context information the client is expected to "
    "include in its response [...] The client **MAY** modify or ignore this field without "
    "communicating this to the server.": ((JULY,), content.may_leave_context_out),
    "The client **MUST** respect the `maxTokens` parameter.": ((JULY,), models.respects_max_tokens),
    "The client **MAY** modify or ignore `temperature`, `stopSequences` and `metadata`.": (
        (JULY,), consent.may_change_the_parameters,
    ),
    "The specification defines the following (non-exhaustive) stop reasons, although "
    "implementations **MAY** provide their own arbitrary values": (
        (JULY,), content.names_why_it_stopped,
    ),
    # Error Handling
    "Clients **SHOULD** return errors for common failure cases:": ((JUNE,), consent.can_deny),
    "Clients **SHOULD** return errors for common failure cases: User rejected sampling request: "
    "`-1`": ((NOVEMBER,), consent.can_deny),
    "Clients **SHOULD** return errors for common failure cases: Tool result missing in request: "
    "`-32602` (Invalid params)": ((NOVEMBER,), content.names_a_missing_result),
    "Clients **SHOULD** return errors for common failure cases: Tool results mixed with other "
    "content: `-32602` (Invalid params)": ((NOVEMBER,), content.names_a_mixed_result),
    "If an error occurs or the user declines the sampling request, the client does not need to "
    "replay the initial call with an error message, as the server is not waiting for a response "
    "with the `InputRequiredResult` pattern.": ((JULY,), content.asks_for_no_retry),
    # Security Considerations
    "Clients **SHOULD** implement user approval controls": (ALL, consent.has_controls),
    "Both parties **SHOULD** validate message content": (ALL, content.validates),
    "Clients **SHOULD** respect model preference hints": (ALL, models.heeds_hints),
    "Clients **SHOULD** implement rate limiting": (ALL, consent.limits_rate),
    "Both parties **MUST** handle sensitive data appropriately": (
        ALL, consent.guards_what_is_sensitive,
    ),
    "Both parties **SHOULD** implement iteration limits for tool loops": (
        TOOLS, tools.limits_loops,
    ),
}  # fmt: skip
"""client/sampling.mdx of modelcontextprotocol, verbatim but for the breaks of its lines."""

BESIDE: dict[str, tuple[tuple[str, ...], Proof]] = {
    # schema.ts, CreateMessageRequestParams
    "`tools`: The client MUST return an error if this field is provided but "
    "ClientCapabilities.sampling.tools is not declared.": (
        TOOLS, tools.errs_without_the_capability,
    ),
    "`toolChoice`: The client MUST return an error if this field is provided but "
    "ClientCapabilities.sampling.tools is not declared.": (
        TOOLS, tools.errs_without_the_capability_for_a_choice,
    ),
    "`modelPreferences`: The client MAY ignore these preferences.": (
        TOOLS, models.has_the_last_word,
    ),
    "`systemPrompt`: The client MAY modify or omit this prompt.": (
        TOOLS, consent.may_change_the_system_prompt,
    ),
    "`includeContext`: The client MAY ignore this request.": (TOOLS, content.may_leave_context_out),
    "`maxTokens`: The client MAY choose to sample fewer tokens than the requested maximum.": (
        TOOLS, models.respects_max_tokens,
    ),
    # basic/lifecycle.mdx, Operation
    "Both parties **MUST**: Only use capabilities that were successfully negotiated": (
        LEGACY, tools.uses_only_what_is_declared,
    ),
    # basic/utilities/cancellation.mdx, Behavior Requirements
    "Receivers of cancellation notifications **SHOULD**: Stop processing the cancelled request, "
    "Free associated resources, Not send a response for the cancelled request": (
        LEGACY, content.stops_when_cancelled,
    ),
    # basic/patterns/mrtr.mdx, Client Requirements
    "If a client receives an `InputRequiredResult` that contains the `inputRequests` field, the "
    "client **MUST** construct the requested inputs before retrying the original request.": (
        (JULY,), retries.answers_before_it_retries,
    ),
    "If an `InputRequiredResult` contains the `requestState` field, the client **MUST** echo back "
    "the exact value of that field when retrying the original request.": (
        (JULY,), retries.echoes_the_state,
    ),
    "Clients **MUST NOT** inspect, parse, modify, or make any assumptions about the "
    "`requestState` contents.": ((JULY,), retries.echoes_the_state),
    "If the `InputRequiredResult` does not contain a `requestState` field, the client **MUST NOT** "
    "include one in the retry.": ((JULY,), retries.adds_no_state),
    "The JSON-RPC `id` **MUST** be different between the initial request and the retry, as they "
    "are independent requests.": ((JULY,), retries.takes_a_new_id),
    "Both the `inputRequests` and `requestState` fields affect only the client's retry of the "
    "original request. They **MUST NOT** be used for any other request that the client may be "
    "sending in parallel.": ((JULY,), retries.keeps_calls_apart),
}  # fmt: skip
"""What other pages say to a client of sampling."""

NOT_OURS: dict[str, str] = {
    "New implementations **SHOULD NOT** adopt it; existing implementations **SHOULD** migrate to "
    "integrating directly with LLM provider APIs.": (
        "Sampling is what Parley is for: it serves the servers that still ask."
    ),
    "Servers **MUST NOT** send tool-enabled sampling requests to Clients that have not declared "
    "support for tool use via the `sampling.tools` capability.": "It binds servers.",
    "Servers **SHOULD** avoid using these values (e.g. can just omit `includeContext` since it "
    'defaults to `"none"`), and **SHOULD NOT** use them unless the client declares '
    "`sampling.context` capability.": "It binds servers; Parley never declares it.",
    "Implementations wrapping providers that support disabling parallel tool use MAY expose this "
    "as an extension, but it is not part of the core MCP specification.": (
        "A permission of which Parley makes no use."
    ),
    'Servers **MUST** ensure that when replying to a `stopReason: "toolUse"`, each '
    "`ToolUseContent` item is responded to with a `ToolResultContent` item with a matching "
    "`toolUseId`, and that the user message contains only tool results (no other content types)": (
        "It binds servers; what breaks it is turned away, as `wants_balance` shows."
    ),
    "If the `InputRequiredResult` does _not_ contain the `inputRequests` field, the client **MAY** "
    "retry the original request immediately.": (
        "It is about no request for a completion; the SDK waits for a moment and retries."
    ),
    "Servers **MAY** send `InputRequiredResult` responses on the following client requests": (
        "It binds servers; Parley makes but one of these requests, `tools/call`."
    ),
}
"""The other sentences with such words, and why nothing here shows them kept."""
