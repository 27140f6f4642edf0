"""The bundled MCP server: a living example of delegation, of use without a model too."""

from __future__ import annotations

import json
import re
import sys
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import Context, MCPServer
from pydantic import Field

from desktop.toolkit import knowledge, offline
from desktop.toolkit.delegation import (
    Answer,
    Ask,
    Delegation,
    Outcome,
    Settings,
    client_supports_sampling,
    user,
)

TEXT = (
    "According to the paper, Mirela Tosk restored the old organ in Brill last spring. "
    "The work took 14 months. Everyone said the result was wonderful."
)
CODE = """import os

def total(prices):
    for price in prices:
        sum += price
    return sum
"""
TOOLS = (
    "Tools:\n"
    "- get_weather(city): Get the weather for a city\n"
    "- search_files(query): Search files by keyword\n"
    "- send_message(to): Send a message to a person"
)
"""What `route` offers; a model that calls tools writes its call between the marks of `_CALL`."""
_CALL = re.compile(r"<tool_call>\s*(\{.*\})\s*</tool_call>", re.DOTALL)
_FENCE = re.compile(r"```(?:sparql)?\s*(.*?)```", re.DOTALL)

ROUNDS = 3
"""How often `research` asks at most; so many rounds of tools does Parley allow, too."""
LOOK_UPS = (
    {
        "name": "find",
        "description": "Find the things of the knowledge graph that a text speaks of.",
        "inputSchema": {
            "type": "object",
            "properties": {"text": {"type": "string"}},
            "required": ["text"],
        },
    },
    {
        "name": "facts",
        "description": "Get all that is known of one thing, by its exact name.",
        "inputSchema": {
            "type": "object",
            "properties": {"name": {"type": "string"}},
            "required": ["name"],
        },
    },
)

Text = Annotated[str, Field(description="A short text.")]
Question = Annotated[str, Field(description="What you want to know.")]

server = MCPServer("Parley examples", version="1.0")
# Whoever lends no model, or says no, gets what can be done without one.
delegation = Delegation(
    Settings("delegate-first", timeout=600.0),  # A person may read for a while.
    record=lambda outcome: sys.stderr.write(f"{outcome.task}: {outcome.strategy}\n"),
)


@server.tool(title="Summarise a text", structured_output=False)
@delegation.tool
async def summarize(ctx: Context, text: Text = TEXT) -> str:
    """Asks a model for one sentence that says what a text says."""
    ask = _ask(
        "You summarise a text in one short sentence.",
        f"Summarise this text in one sentence:\n\n{text}",
    )
    return _told(
        await delegation.delegate(ctx, "summarize:text", ask, lambda: offline.summary(text))
    )


@server.tool(title="Find the sentiment of a text", structured_output=False)
@delegation.tool
async def sentiment(ctx: Context, text: Text = TEXT) -> str:
    """Asks a model whether a text is positive, negative or neutral."""
    question = "Is the sentiment of this text positive, negative or neutral?"
    ask = _ask("You answer in one word.", f"{question}\n\n{text}")
    return _told(
        await delegation.delegate(ctx, "sentiment:text", ask, lambda: offline.sentiment(text))
    )


@server.tool(title="Ask about a text", structured_output=False)
@delegation.tool
async def ask_about_text(
    ctx: Context, question: Question = "Who restored the old organ?", text: Text = TEXT
) -> str:
    """Asks a model a question whose answer stands in a text."""
    system = "You answer a question from the given text only."
    ask = _ask(system, f"{text}\n\nQuestion: {question}")
    local = lambda: offline.passage(question, text)  # noqa: E731
    return _told(await delegation.delegate(ctx, "ask_about_text:question", ask, local))


@server.tool(title="Route a request to a tool", structured_output=False)
@delegation.tool
async def route(
    ctx: Context,
    request: Annotated[
        str, Field(description="Something about the weather, a file or a message.")
    ] = "Please check the weather for Brill.",
) -> str:
    """Asks a model which of three tools a request needs, and with which argument; runs none."""
    local = lambda: "No tool: which one is meant, only a model could say."  # noqa: E731
    ask = _ask(TOOLS, request)
    return _told(await delegation.delegate(ctx, "route:request", ask, local, _as_call))


@server.tool(title="Review Python code", structured_output=False)
@delegation.tool
async def code_review(
    ctx: Context, code: Annotated[str, Field(description="Python source code.")] = CODE
) -> str:
    """Asks a model to review code, with a linter's findings; without a model, gives these."""
    found = "\n".join(offline.findings(code)) or "The linter found nothing."
    ask = _ask(
        "You review Python code. You name each fault with its line, the worst first, and no more.",
        f"A linter found:\n{found}\n\nThe code:\n```python\n{code}\n```",
        max_tokens=400,
    )
    return _told(await delegation.delegate(ctx, "code_review:code", ask, lambda: found))


@server.tool(title="Describe a thing of the knowledge graph", structured_output=False)
@delegation.tool
async def enrich_entity(
    ctx: Context, name: Annotated[str, Field(description="A person, place or thing.")] = "Brill"
) -> str:
    """Finds what the small knowledge graph holds of a thing, and asks a model to describe it."""
    found = knowledge.find(name)
    if not found:
        return f"The graph knows nothing of {name!r}. {knowledge.vocabulary()}"
    facts = "\n".join(knowledge.facts(found[0]))
    ask = _ask(
        "You describe a thing in two sentences, from the given facts only.",
        f"Describe {found[0]}.\n\n{facts}",
        max_tokens=150,
    )
    return _told(await delegation.delegate(ctx, "enrich_entity:name", ask, lambda: facts))


@server.tool(title="Ask the knowledge graph", structured_output=False)
@delegation.tool
async def question_to_sparql(
    ctx: Context, question: Question = "Who restored the old organ?"
) -> str:
    """Asks a model for the SPARQL query that answers a question, and runs it on the graph."""
    ask = _ask(
        "You write one SPARQL SELECT query, and nothing else. You name things by rdfs:label.",
        f"{knowledge.vocabulary()}\n\nQuestion: {question}",
        max_tokens=200,
    )
    local = lambda: _queried(knowledge.as_query(question))  # noqa: E731
    task = "question_to_sparql:question"
    return _told(await delegation.delegate(ctx, task, ask, local, lambda one: _queried(one.text)))


@server.tool(title="Research a question", structured_output=False)
@delegation.tool
async def research(
    ctx: Context, question: Question = "Where does she live who restored the organ?"
) -> str:
    """Lets a model look things up in the knowledge graph, for some rounds, until it can answer."""
    if not client_supports_sampling(ctx, tools=True):
        return _told(
            Outcome(
                "research", "local", _looked_up(question), error="The host does not lend its model"
            )
        )
    messages = [user(question)]
    for round_ in range(1, ROUNDS + 1):
        ask = Ask(
            system_prompt="You answer from the knowledge graph: look things up, then answer.",
            messages=messages,
            tools=LOOK_UPS,
            tool_choice="none" if round_ == ROUNDS else "auto",
            max_tokens=300,
        )
        task, local = f"research:round-{round_}", lambda: _without_calls(_looked_up(question))
        outcome = await delegation.delegate(ctx, task, ask, local, _as_it_is)
        if not outcome.result.tool_calls:
            return _told(outcome, outcome.result.text)
        messages += _looked_up_for(outcome.result)
    return _looked_up(question)


@server.tool(title="Say who is there", structured_output=False)
@delegation.tool
async def session_init(
    ctx: Context,
    discovery: Annotated[
        Literal["ask", "given", "off"],
        Field(description="Ask the model, take what is given, or do neither."),
    ] = "ask",
    model: Annotated[str, Field(description="The model's name, where it is given.")] = "",
) -> str:
    """Tells what the server knows of its host, and asks the model which one it is."""
    told: dict[str, Any] = {
        "revision": ctx.protocol_version,
        "lendsModel": client_supports_sampling(ctx),
        "modelCallsTools": client_supports_sampling(ctx, tools=True),
    }
    met = ctx.session.client_params
    if met is not None:
        told["client"] = f"{met.client_info.name} {met.client_info.version}"
    if discovery == "given":
        told["model"] = model
    elif discovery == "ask":
        ask = _ask("You answer in one short sentence.", "What model are you?")
        outcome = await delegation.delegate(
            ctx, "session_init:model", ask, lambda: "", lambda answer: answer.text
        )
        told |= {"model": outcome.model, "itSays": outcome.result, "why": outcome.error}
    return json.dumps({name: value for name, value in told.items() if value != ""}, indent=2)


def _ask(system: str, prompt: str, max_tokens: int = 80) -> Ask:
    return Ask(prompt, system, max_tokens, speed_priority=0.8, cost_priority=0.5)


def _told(outcome: Outcome[Any], text: str = "") -> str:
    """Returns a result, and who it comes from."""
    text = text or str(outcome.result)
    if outcome.strategy == "delegated":
        return f"{text}\n\n({outcome.model} answered.)"
    return f"{text}\n\n(Done without a model: {outcome.error.rstrip('.')}.)"


def _as_call(answer: Answer) -> str:
    """Returns the call that a model wrote, in the notation of most languages."""
    found = _CALL.search(answer.text)
    try:
        call = json.loads(found[1]) if found else {}
        arguments = ", ".join(f"{name}={value!r}" for name, value in call["arguments"].items())
        return f"{call['name']}({arguments})"
    except (ValueError, KeyError, AttributeError, TypeError):
        return f"The model named no tool. It said: {answer.text}"


def _queried(text: str) -> str:
    """Returns a query and what it finds.

    Raises:
        ValueError: it is none that is run.
    """
    fenced = _FENCE.search(text)
    query = (fenced[1] if fenced else text).strip()
    rows = [" | ".join(row) for row in knowledge.answer(query)]
    return f"{query}\n\n" + ("\n".join(rows) or "It finds nothing.")


def _looked_up(question: str) -> str:
    facts = [fact for name in knowledge.find(question) for fact in knowledge.facts(name)]
    return "\n".join(dict.fromkeys(facts)) or "The graph holds nothing of that."


def _without_calls(text: str) -> Answer:
    return Answer(text, "", "", ())


def _as_it_is(answer: Answer) -> Answer:
    if not (answer.text.strip() or answer.tool_calls):
        raise ValueError("The model answered nothing.")
    return answer


def _looked_up_for(answer: Answer) -> list[dict[str, Any]]:
    """Returns a model's calls and their results as the next messages."""
    results = [
        {
            "type": "tool_result",
            "toolUseId": call["id"],
            "content": [{"type": "text", "text": _look_up(call["name"], call["input"])}],
        }
        for call in answer.tool_calls
    ]
    return [
        {"role": "assistant", "content": list(answer.content)},
        {"role": "user", "content": results},
    ]


def _look_up(tool: str, given: dict[str, Any]) -> str:
    match tool:
        case "find":
            found = knowledge.find(str(given.get("text", "")))
        case "facts":
            found = knowledge.facts(str(given.get("name", "")))
        case _:
            return "There is no such tool."
    return "\n".join(found) or "The graph holds nothing of that."


def main() -> None:
    """Serves on this process's own standard input and output."""
    server.run("stdio")


if __name__ == "__main__":
    main()
