"""The tree of errors whose message is written for a person."""


class ParleyError(Exception):
    """Anything that Parley can explain: the message says what happened and what to do next."""

    to_caller = "The request could not be completed."
    """What the program that asked may be told: a fixed sentence, no detail of this computer."""


class ConfigError(ParleyError):
    """A settings file cannot be read or written; the file on disk is left as it was."""


class StorageError(ParleyError):
    """The journal or another file of Parley's own cannot be read or written."""

    to_caller = "The request could not be recorded, so it was not answered."


class CannotLook(ParleyError):
    """Whether there is a newer release could not be found out."""


class ServerError(ParleyError):
    """An MCP server cannot be started, reached or kept."""


class UnknownServer(ServerError):
    """No server of that name is known."""


class StartFailed(ServerError):
    """A server's process or address could not be opened; trying again will not help by itself."""


class ServerGone(ServerError):
    """A server ended, closed its pipe, or was stopped, while something was expected of it."""


class ToolFailed(ServerError):
    """A server answered a tool call with a protocol error."""


class RerunDeclined(ServerError):
    """A tool call stopped halfway in the wrong protocol era, and was not to be run again."""


class RequestError(ParleyError):
    """A request for a completion ended without an answer."""


class InvalidRequest(RequestError):
    """A request breaks a rule of the MCP specification; `to_caller` quotes the rule."""

    def __init__(self, message: str) -> None:
        super().__init__(f"The request breaks the protocol: {message}")
        self.to_caller = message


REJECTED = -1
"""The code for a declined request; MCP's sampling page, "Error Handling"."""


class Refused(RequestError):
    """A person, or a rule that a person made, said no."""

    def __init__(self, message: str, by: str) -> None:
        super().__init__(message)
        self.by = by

    to_caller = "User rejected sampling request"
    """The specification's own wording, so that servers recognise it."""


class LimitReached(Refused):
    """A request would break a limit; both messages say which one, and when it frees."""

    def __init__(self, message: str, by: str, to_caller: str) -> None:
        super().__init__(message, by)
        self.to_caller = to_caller


class Paused(Refused):
    """The person has paused everything; no request is answered before they resume."""

    to_caller = "Sampling is paused."

    def __init__(self) -> None:
        super().__init__(
            "Paused: every request is refused until you resume, as `parley resume` does.",
            by="pause",
        )


class Withdrawn(RequestError):
    """The program that asked no longer wants the answer, or is gone."""

    to_caller = "The request was withdrawn."


class ModelError(ParleyError):
    """A model cannot answer."""

    to_caller = "The model could not answer."


class NoModel(ModelError):
    """No model that is here can take this request; the message says why each one cannot."""

    to_caller = "No model is available that can answer this request."


class LoadFailed(ModelError):
    """A model file is missing, damaged, or too large to load."""


class PromptTooLong(ModelError):
    """The request does not fit into the model's context."""

    to_caller = "The request is longer than the model's context."


class ComputeFailed(ModelError):
    """llama.cpp could not go on with an answer."""


class WorkerDied(ModelError):
    """The process that ran the model ended; the next request starts a new one."""
