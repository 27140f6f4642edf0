"""What another host may ask for, and what it is told, in the words of the model server's tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from desktop.errors import InvalidRequest, LimitReached, NoModel, ParleyError, Paused, Unattended
from desktop.inbound import conversation as mcp
from desktop.inbound.failures import failure_of
from desktop.models.backend import text_of
from desktop.models.context import Location

Asked = TypeVar("Asked", bound=BaseModel)

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.models.backend import Completion
    from desktop.models.context import ModelContext

Share = Field(None, ge=0, le=1)


class Message(BaseModel):
    """A turn of a conversation."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: str | list[dict[str, Any]] = Field(
        description="A text, or a list of content blocks of MCP (text, image, audio)."
    )


class Priorities(BaseModel):
    """What matters in the choice of a model, each from 0 to 1."""

    model_config = ConfigDict(extra="forbid")

    cost: float | None = Share
    speed: float | None = Share
    intelligence: float | None = Share


class AskOne(BaseModel):
    """A question to one model."""

    model_config = ConfigDict(extra="forbid")

    prompt: str = Field("", description="What is asked; or give `messages` instead.")
    messages: list[Message] = Field(
        default=[], description="A conversation whose last turn is to be answered."
    )
    system_prompt: str = Field("", description="How the model is to behave.")
    max_tokens: int = Field(mcp.USUAL_TOKENS, ge=1, description="The longest answer.")
    temperature: float | None = Field(None, ge=0, description="0 for the likeliest answer.")

    def params(self, preferences: mcp.Wire | None = None) -> CreateMessageRequestParams:
        """Returns what is asked for in MCP's words.

        Raises:
            InvalidRequest: nothing is asked, or something in it is not as it should be.
        """
        talk = mcp.Conversation()
        talk.system(self.system_prompt)
        for message in self.messages:
            content = message.content
            blocks = [mcp.text(content)] if isinstance(content, str) else content
            talk.turn(message.role, blocks)
        if self.prompt:
            talk.turn("user", [mcp.text(self.prompt)])
        elif not self.messages:
            raise InvalidRequest("Give a prompt, or messages.")
        return talk.params(
            maxTokens=self.max_tokens,
            temperature=self.temperature,
            modelPreferences=preferences,
        )


class AskAny(AskOne):
    """A question to the model that fits best."""

    model: str = Field("", description="A model, or a part of its name: a wish, not a demand.")
    priorities: Priorities = Priorities()

    def params(self, preferences: mcp.Wire | None = None) -> CreateMessageRequestParams:
        """Returns what is asked for in MCP's words, with what matters in the choice."""
        given = self.priorities.model_dump(exclude_none=True)
        told: mcp.Wire = {f"{name}Priority": share for name, share in given.items()}
        told |= mcp.hinted(self.model) or {}
        return super().params(preferences or told or None)


class AskSeveral(AskOne):
    """A question to several models, each of which answers."""

    models: list[str] = Field(
        min_length=2, max_length=8, description="The ids of the models, as list_models tells them."
    )


def parsed(kind: type[Asked], given: dict[str, Any] | None) -> Asked:
    """Returns a tool's arguments.

    Raises:
        InvalidRequest: they are not as the tool's schema says.
    """
    try:
        return kind.model_validate(given or {})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidRequest(f"{where}: {first['msg']}" if where else first["msg"]) from error


def answered(completion: Completion) -> dict[str, Any]:
    """Returns an answer as an object."""
    result, usage = completion.result, completion.usage
    return {
        "model": result.model,
        "text": text_of(result),
        "stop_reason": result.stop_reason or "",
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "seconds": round(usage.seconds, 2),
    }


def refused(error: ParleyError) -> str:
    """Returns what a host is told that gets no answer: what happened, and what helps."""
    told = failure_of(error).message
    match error:
        case LimitReached() | InvalidRequest():
            return told
        case Paused():
            return f"{told} The person has paused every request in Parley; they can resume it."
        case Unattended():
            return (
                "Nobody is there to be asked, and no rule of the person's lets this pass. They can "
                "open Parley's window, or allow it by a rule."
            )
        case NoModel():
            return f"{told} list_models tells which there are."
        case _:
            return told


def listed(context: ModelContext) -> dict[str, Any]:
    """Returns a model as it stands in a list."""
    told = {
        "id": context.id,
        "name": context.name,
        "where": "this computer" if context.location is Location.LOCAL else context.host,
        "context_length": context.context_length,
        "takes": sorted(context.modalities),
        "uses_tools": context.tools,
        "cannot_be_asked": context.ready,
        "note": context.note,
    }
    return {name: value for name, value in told.items() if value not in ("", 0)}
