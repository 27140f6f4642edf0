"""The tree of errors whose message is written for a person."""

from desktop.language import tr


class ParleyError(Exception):
    """Anything that Parley can explain: the message says what happened and what to do next."""

    to_caller = "The request could not be completed."
    """What the program that asked may be told: a fixed sentence, no detail of this computer."""

    def __str__(self) -> str:
        """Returns the message as it was made, so that a translated one still knows its English."""
        message = self.args[0] if self.args else ""
        return message if isinstance(message, str) else str(message)


class ConfigError(ParleyError):
    """A settings file cannot be read or written; the file on disk is left as it was."""


class StorageError(ParleyError):
    """The journal or another file of Parley's own cannot be read or written."""

    to_caller = "The request could not be recorded, so it was not answered."


class BundleRefused(ConfigError):
    """A bundle is not safe to unpack, or not one that can be used here; nothing of it is kept."""


class LinkRefused(ConfigError):
    """A link to Parley is not one that Parley follows; nothing was added."""


class KeyStoreFailed(ConfigError):
    """The system's store for keys cannot be used now: it is not there, locked, or failed."""


class KeyStoreSlow(KeyStoreFailed):
    """The store did not answer in time; what it was asked for, it may do yet."""


class ChatRefused(ParleyError):
    """Something cannot be sent in a conversation as it is; nothing of it was kept or sent."""


class AttachmentRefused(ChatRefused):
    """A file cannot be put into a conversation."""


class UnknownEntry(ParleyError):
    """The journal has no such request, or it is not clear which one is meant."""


class UnknownProvider(ConfigError):
    """No provider of that name is in the list."""


class CannotLook(ParleyError):
    """Whether there is a newer release could not be found out."""


class ServerError(ParleyError):
    """An MCP server cannot be started, reached or kept."""


class UnknownServer(ServerError):
    """No server of that name is known."""


class StartFailed(ServerError):
    """A server's process or address could not be opened; trying again will not help by itself."""


class NotConsented(StartFailed):
    """The person does not let a server's command run, or nobody is there to be asked about it."""


class SignInNeeded(StartFailed):
    """A server over the network wants the person to sign in, which they have not done yet."""


class SignInFailed(SignInNeeded):
    """A sign-in came to nothing; the message says at which end."""


class ServerGone(ServerError):
    """A server ended, closed its pipe, or was stopped, while something was expected of it."""


class ToolFailed(ServerError):
    """A server answered a tool call with a protocol error."""


class NotConfirmed(ServerError):
    """A tool that may destroy something was not run, since nobody said that it may."""


class RerunDeclined(ServerError):
    """A tool call stopped halfway in the wrong protocol era, and was not to be run again."""


class UnknownGrant(ParleyError):
    """No permission of that name stands, or more than one is meant."""


class RequestError(ParleyError):
    """A request for a completion ended without an answer."""


class InvalidRequest(RequestError):
    """A request breaks a rule of the MCP specification; `to_caller` quotes the rule."""

    def __init__(self, message: str) -> None:
        super().__init__(tr("The request breaks the protocol: {message}", message=message))
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


class TooDeep(Refused):
    """A request came about through others, more of them than a chain that ends would have."""

    to_caller = (
        "This request came about through too many others, each asked for by the one before. That "
        "looks like a loop, so it was refused."
    )

    def __init__(self, depth: int) -> None:
        super().__init__(
            tr(
                "Refused: it came about through {n} other request(s), each asked for by the one "
                "before. That looks like a loop.",
                "",
                depth - 1,
            ),
            by=tr("the limit of depth"),
        )


class Paused(Refused):
    """The person has paused everything; no request is answered before they resume."""

    to_caller = "Sampling is paused."

    def __init__(self) -> None:
        super().__init__(
            tr("Paused: every request is refused until you resume, as `parley resume` does."),
            by="pause",
        )


class Unattended(Refused):
    """Nobody is there to be asked, and no rule lets the request pass."""

    to_caller = "Sampling cannot be allowed now."

    def __init__(self, why: str) -> None:
        super().__init__(
            tr("Refused: nobody could be asked, since {why}.", why=why), by="unattended"
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


class DamagedFile(LoadFailed):
    """A model file is not the one that it was; it is never loaded."""


class DownloadFailed(ModelError):
    """A model file could not be fetched; the message says what was kept."""


class HubUnreachable(DownloadFailed):
    """The hub cannot be reached, or the connection to it broke off again and again."""


class HubBusy(DownloadFailed):
    """The hub was asked too often, or has a fault of its own."""


class NotOnHub(DownloadFailed):
    """The hub does not have what was asked of it."""


class AccessNeeded(DownloadFailed):
    """The hub gives a file only to people whom it knows and who agreed to its terms."""


class NoSpace(DownloadFailed):
    """The disk has no room for a model file."""


class ProviderFailed(ModelError):
    """A provider did not answer, or not in a form that can be used."""


class KeyRefused(ProviderFailed):
    """A provider has no key of the person's, or does not take it."""


class NoCredit(ProviderFailed):
    """The person's account with a provider has nothing left to pay with."""


class RateLimited(ProviderFailed):
    """A provider was asked too often; the message says when it may be asked again, if known."""

    to_caller = "The model is asked too often at the moment."


class Overloaded(ProviderFailed):
    """A provider has too much to do, or a fault of its own."""

    to_caller = "The model is overloaded at the moment."


class Unreachable(ProviderFailed):
    """A provider cannot be reached, or the connection to it broke off."""


class TooSlow(ProviderFailed):
    """A provider said nothing for longer than Parley waits."""


class NotOffered(ProviderFailed):
    """A provider does not have what was asked of it, a model for example."""


class RequestRefused(ProviderFailed):
    """A provider found fault with a request."""


class Filtered(ProviderFailed):
    """A provider's filter held an answer back."""

    to_caller = "The model's provider held the answer back."


class BadAnswer(ProviderFailed):
    """A provider answered in a way that cannot be used."""
