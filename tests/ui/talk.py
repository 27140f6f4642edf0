"""A conversation as the window shows it: a tool was called, an answer has branches, one stopped."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from mcp_types import ImageContent, TextContent, ToolResultContent, ToolUseContent

from desktop.events import RequestPhase, ToolSummary
from desktop.inbound.chat.conversation import (
    ATTACHED,
    CallState,
    Conversation,
    ToolCall,
    Turn,
    TurnStatus,
)
from desktop.inbound.chat.question import CallQuestion
from desktop.models.backend import Usage
from desktop.ui.chat.answer import AnswerView
from desktop.ui.chat.destination import ModelOffer
from desktop.ui.chat.entries import Entries
from desktop.ui.chat.toolset import ServerOffer
from tests.ui.fakes import make_change, make_picture

if TYPE_CHECKING:
    from mcp_types import SamplingMessageContentBlock

    from desktop.ui.chat.entries import Entry
    from desktop.ui.chat.turn import TurnView
    from desktop.ui.pages.chat import ChatPage

QWEN = ModelOffer("qwen", "Qwen2.5 0.5B Instruct")
FAR = ModelOffer("far", "gpt-5-mini", "api.openai.com", sees=True)

ANSWER = """**Stay in harbour today.** The [shipping forecast](https://weather.example/today) has:

| When | Wind | Sea |
| --- | --- | --- |
| Saturday | north-west 8 | very rough |
| Sunday | north 6 | rough |

To be told when it drops, keep this beside your log:

```python
def may_sail(wind: int, boat: float) -> bool:
    return wind <= 3 + boat / 2
```
"""


def make_conversation(
    id_: str = "c1", title: str = "Sailing from Brill", **more: Any
) -> Conversation:
    now = time.time()
    told: dict[str, Any] = {"model": "qwen", "servers": ("Weather",), "created": now}
    return Conversation(id_, title, **(told | {"changed": now} | more))


def make_turn(
    id_: str, parent: str | None, *content: SamplingMessageContentBlock | str, **more: Any
) -> Turn:
    """Returns a turn of the person's, or of a model where more says which."""
    blocks = [TextContent(text=one) if isinstance(one, str) else one for one in content]
    more.setdefault("role", "assistant" if "model" in more else "user")
    more.setdefault("at", time.time())
    return Turn(id_, "c1", parent, content=tuple(blocks), **more)


def by_qwen(**more: Any) -> dict[str, Any]:
    return {"model": "qwen", "model_name": QWEN.name, "request": "r1"} | more


def a_talk() -> list[Turn]:
    """A question, a call of a tool, an answer, another answer beside it, and one that stopped."""
    use = ToolUseContent(id="u1", name="forecast", input={"place": "Brill", "days": 2})
    result = ToolResultContent(
        tool_use_id="u1", content=[TextContent(text="North-westerly gale 8, veering north 6.")]
    )
    call = ToolCall("u1", "Weather", "forecast", CallState.DONE, "k1")
    return [
        make_turn(
            "t1",
            None,
            "May I sail from Brill this weekend, with a boat of two metres?",
            TextContent(text="log.txt:\n```\nLast trip: May\n```", _meta={ATTACHED: "log.txt"}),
        ),
        make_turn(
            "t2",
            "t1",
            use,
            calls=(call,),
            thinking="The forecast will tell.",
            usage=Usage(412, 31, 1.4),
            **by_qwen(),
        ),
        make_turn("t3", "t2", result),
        make_turn("t4", "t3", "It depends.", **by_qwen()),
        make_turn("t5", "t3", ANSWER, usage=Usage(498, 127, 4.2), **by_qwen()),
        make_turn("t6", "t5", "And on Monday?"),
        make_turn(
            "t7",
            "t6",
            "On Monday the wind",
            status=TurnStatus.STOPPED,
            model="far",
            model_name=FAR.name,
            host=FAR.host,
            request="r2",
        ),
    ]


def a_question() -> CallQuestion:
    """What is asked before the tool runs."""
    about = "The forecast for a harbour, from the coastguard."
    tool = ToolSummary("forecast", "", about, "{}", read_only=True, open_world=True)
    arguments = {"place": "Brill", "days": 2}
    return CallQuestion("c1", "t2", "u1", "Weather", tool, arguments, QWEN.name)


def a_picture() -> Turn:
    """A turn with a picture in it."""
    image = ImageContent(data=make_picture(), mime_type="image/png", _meta={ATTACHED: "chart.png"})
    return make_turn("p1", None, "What is this?", image)


def entries(turns: list[Turn], leaf: str = "") -> list[Entry]:
    """The entries of the branch that ends with a turn, the last of all unless another is named."""
    return Entries().of(turns, leaf or turns[-1].id)


def answer_of(view: TurnView) -> str:
    """The text of a model's answer as far as it is shown."""
    return "\n\n".join(one.text() for one in view.findChildren(AnswerView))


def fill_chat(page: ChatPage, *, leaf: str = "") -> None:
    """Shows the conversation, among others."""
    page.set_ready(ready=True)
    page.show_models([QWEN, FAR])
    page.composer.toolset.show_servers(
        [ServerOffer("Notes", "Stopped"), ServerOffer("Weather", "Ready")]
    )
    day = 86_400.0
    shown = make_conversation()
    page.show_conversations(
        [
            shown,
            make_conversation("c2", "A name for the boat", changed=time.time() - 60),
            make_conversation("c3", "Knots that hold", changed=time.time() - day),
            make_conversation("c4", "Letter to the harbour master", changed=time.time() - 3 * day),
        ]
    )
    page.show_conversation(shown, entries(a_talk(), leaf))
    change = make_change("r9", RequestPhase.ANSWERED, model=QWEN.name, call="k1")
    page.transcript.show_requests({"k1": {"r9": change}})
