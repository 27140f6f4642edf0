"""The Hugging Face hub: what it offers, what a file of it must be, and the file's bytes.

Its client is asked for what it knows about requests, errors and the cache. It is not asked to
download: it cannot go on with a download that was broken off, and it takes a file with the wrong
SHA-256 (version 2.4.0).
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx2
from huggingface_hub import (
    ModelInfo,
    constants,
    get_token,
    hf_hub_url,
    hf_raise_for_status,
    try_to_load_from_cache,
)
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    OIDCError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import (  # type: ignore[attr-defined]
    WeakFileLock,
    validate_repo_id,
)
from pydantic import SecretStr

from desktop.errors import (
    AccessNeeded,
    ConfigError,
    DownloadFailed,
    HubBusy,
    HubUnreachable,
    NotOnHub,
)
from desktop.language import tr
from desktop.models.hub.answers import Bytes, Offer, Repository, start_of, wait_of
from desktop.models.hub.line import check_address, is_closed, line, no_address
from desktop.models.hub.offers import models_of
from desktop.models.hub.origins import Origin
from desktop.models.hub.trouble import trouble
from desktop.storage.secrets import Secrets, checked_key
from desktop.storage.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["Broken", "Bytes", "Hub", "Offer", "Repository", "WeakFileLock"]

_HOPELESS = (httpx2.ProxyError, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)
_SHOWN = ("downloads", "likes", "gated", "lastModified")


class Broken(Exception):  # noqa: N818  (a fact; whoever fetches goes on, or turns it into words)
    """The connection broke off, or the hub is busy; it may be tried again."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait
        """Seconds that the hub wants one to wait."""


class Hub:
    """One hub, asked in the name of one person; every call waits, so it belongs in a thread."""

    def __init__(
        self,
        endpoint: str = "",
        token: str | None = None,
        offline: Callable[[], bool] = lambda: False,
        elsewhere: Callable[[], SecretStr | None] = lambda: None,
    ) -> None:
        """Takes where the hub is, and connects to nothing.

        Args:
            endpoint: its address; empty for the real one.
            token: who asks; goes to the hub alone, and never over an open line.
            offline: whether it must not be asked at the moment.
            elsewhere: looks for a token where none is given, once it is to be sent.
        """
        self._offline = offline
        self.endpoint = (endpoint or constants.ENDPOINT).rstrip("/")
        self._token = SecretStr(token) if token else None
        self._elsewhere = cache(elsewhere)
        self._given: SecretStr | None = None
        self.unsigned = ""
        """Why it is asked without the person's token, where it should not be."""

    @classmethod
    def from_environment(
        cls, settings: Callable[[], Settings] = Settings, env_file: Path | None = None
    ) -> Hub:
        """Returns the hub as the settings, HF_ENDPOINT, HF_TOKEN and `hf auth login` have it.

        The token does not go to an address of the settings: such a file is easily passed on.

        Args:
            settings: returns what holds at the moment.
            env_file: where HF_TOKEN may stand too.
        """
        named = settings().network.hub
        endpoint = named or os.environ.get("HF_ENDPOINT", "")
        elsewhere = (lambda: None) if named else partial(_token, env_file)
        return cls(endpoint, None, lambda: settings().network.offline, elsewhere)

    def sign_in(self, given: SecretStr | None) -> None:
        """Asks with the token that the person gave Parley for it, else with that from elsewhere."""
        self._given, self.unsigned = given, ""

    def sign_out(self, why: str) -> None:
        """Asks with no token at all, until somebody signs in."""
        self._given, self.unsigned = None, why

    def search(self, text: str, count: int = 20) -> list[Repository]:
        """Returns the repositories with GGUF files that fit a text, the most fetched first.

        Raises:
            DownloadFailed: the hub does not tell.
        """
        query = {"search": text, "filter": "gguf", "sort": "downloads", "limit": str(count)}
        with _explained(text):
            told = self._told("models", {**query, "expand": _SHOWN})
            return [_repository(one) for one in told][:count]

    def offer(self, repo: str, revision: str | None = None) -> Offer:
        """Returns the GGUF files of a repository, and what their content must be.

        Raises:
            NotOnHub: there is no such repository or revision.
            DownloadFailed: the hub does not tell.
        """
        with _explained(repo):
            validate_repo_id(repo)
            of = f"/revision/{quote(revision, safe='')}" if revision else ""
            told = self._told(f"models/{repo}{of}", {"blobs": "true"})
            info = ModelInfo(**told)  # type: ignore[no-untyped-call]
        commit = info.sha or ""
        names = {one.rfilename: one for one in info.siblings or [] if _is_gguf(one.rfilename)}
        files = {
            name: Origin(repo, commit, name, one.lfs.sha256, one.lfs.size)
            for name, one in sorted(names.items())
            if one.lfs is not None and _is_sound(name)
        }
        models, projectors = models_of(files)
        used = {piece.file for one in models for piece in one.files}
        others = tuple(name for name in sorted(names) if name not in used)
        return Offer(repo, commit, bool(info.gated), models, others, projectors)

    @contextmanager
    def opened(self, origin: Origin, start: int = 0) -> Iterator[Bytes]:
        """Opens a file at a position; the hub may begin at 0 all the same.

        Raises:
            Broken: the connection did not hold, or the hub is busy.
            DownloadFailed: the hub does not give the file.
        """
        self._check_allowed()
        url = hf_hub_url(origin.repo, origin.file, revision=origin.commit, endpoint=self.endpoint)
        headers = {**self._headers(), "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
        with (
            _explained(origin.target, again=True),
            line().stream("GET", url, headers=headers) as answer,
        ):
            if answer.status_code == httpx2.codes.RANGE_NOT_SATISFIABLE:
                yield Bytes(-1, iter(()))
                return
            hf_raise_for_status(answer)
            _check_announced(answer, origin)
            yield Bytes(start_of(answer), self._allowed(answer.iter_raw()))

    def _told(self, path: str, query: Mapping[str, str | Sequence[str]]) -> Any:
        """Returns what the hub's API tells.

        Not `HfApi`: that also asks huggingface.co for a list of programs, whichever hub is meant,
        to tell it which of them asks; and it may wait without end.
        """
        self._check_allowed()
        url = f"{self.endpoint}/api/{path}"
        answer = line().get(url, params=query, headers=self._headers())
        hf_raise_for_status(answer)
        return answer.json()

    def _allowed(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._check_allowed()
            yield piece

    def _check_allowed(self) -> None:
        """Passes if the hub may be asked.

        Raises:
            HubUnreachable: Parley is to stay offline, or the hub's address is none.
        """
        if constants.is_offline_mode():
            raise HubUnreachable(
                tr(
                    "HF_HUB_OFFLINE is set, so the hub is not asked. What is on this computer "
                    "can be used all the same: parley models list --found"
                )
            )
        if self._offline():
            raise HubUnreachable(
                tr(
                    "Parley is to stay offline, as its settings say, so the hub is not asked. What "
                    "came is kept. Turn that off in the settings, under Network, and try again."
                )
            )
        check_address(self.endpoint)

    def _headers(self) -> dict[str, str]:
        token = self._who() if is_closed(self.endpoint) else None
        who = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
        return {"User-Agent": "parley", **who}

    def _who(self) -> SecretStr | None:
        """Returns the token that is sent; why there is none is kept where that is a failure."""
        if self._given or self.unsigned:
            return self._given
        try:
            return self._token or self._elsewhere()
        except ConfigError as error:
            self.unsigned = str(error)
            return None

    def cached(self, origin: Origin) -> Path | None:
        """Returns the file in the cache that the hub's other clients share, if it is there."""
        found = try_to_load_from_cache(origin.repo, origin.file, cache_folder(), origin.commit)
        return Path(found) if isinstance(found, str) else None


def _repository(told: dict[str, Any]) -> Repository:
    return Repository(
        str(told["id"]),
        int(told.get("downloads") or 0),
        int(told.get("likes") or 0),
        bool(told.get("gated")),
    )


def cache_folder() -> Path:
    """Returns the folder that the hub's clients share."""
    return Path(os.environ.get("HF_HUB_CACHE") or constants.HF_HUB_CACHE).expanduser()


def _token(env_file: Path | None) -> SecretStr | None:
    """Returns the token of HF_TOKEN or `hf auth login`, which may be fetched over the network.

    Raises:
        ConfigError: it cannot be sent, or the file cannot be read, or not by its owner alone.
    """
    own = Secrets(env_file).variable("HF_TOKEN") if env_file else None
    text = own.get_secret_value().strip() if own else ""
    if not text:
        try:
            text = get_token() or ""
        except (OSError, ValueError, KeyError, OIDCError, httpx2.HTTPError):
            return None  # Whatever is wrong there, the person is not known by it.
    try:
        return checked_key(text) if text else None
    except ConfigError:
        raise ConfigError(
            tr(
                "What HF_TOKEN or `hf auth login` has is no token: it holds spaces or signs that "
                "tokens do not have, or is too long. Correct it there."
            )
        ) from None


def _is_gguf(name: str) -> bool:
    return name.lower().endswith(".gguf")


def _is_sound(name: str) -> bool:
    plain = name.rpartition("/")[2]
    return not (plain.startswith(".") or "\\" in plain)


def _check_announced(answer: httpx2.Response, origin: Origin) -> None:
    """Passes if what is about to come is announced as the file that is wanted."""
    for one in (*answer.history, answer):
        announced = one.headers.get(constants.HUGGINGFACE_HEADER_X_LINKED_ETAG, "").strip('W/"')
        if announced and announced != origin.sha256:
            raise DownloadFailed(
                tr(
                    "The hub gives another file for {target} than the one that it listed, although "
                    "the commit is the same. Nothing of it was taken. Try again later, or choose "
                    "another file.",
                    target=origin.target,
                )
            )


@contextmanager
def _explained(what: str, *, again: bool = False) -> Iterator[None]:
    """Turns what the client raises into words.

    Args:
        what: what was asked for.
        again: whether what may be tried again is `Broken`.
    """
    try:
        yield
    except httpx2.HTTPError as error:
        if again and isinstance(error, httpx2.TransportError) and not _hopeless(error):
            raise Broken(trouble(error)) from None
        # The client's own words have those of the hub, which may quote the token.
        raise _failure(error, what, again=again) from None
    except httpx2.InvalidURL:
        raise no_address() from None
    except HFValidationError as error:
        raise NotOnHub(
            tr("{what!r} is no repository's name: it looks like OWNER/NAME.", what=what)
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DownloadFailed(
            tr(
                "The hub answered in a way that Parley does not understand ({error}). Nothing "
                "was changed. If HF_ENDPOINT is set, check that it leads to a hub.",
                error=error,
            )
        ) from error


def _hopeless(error: httpx2.HTTPError) -> bool:
    return isinstance(error, _HOPELESS)


def _failure(error: Exception, what: str, *, again: bool) -> Exception:
    """Returns an error of the client's in words, or as `Broken`."""
    match error:
        case GatedRepoError():
            return AccessNeeded(
                tr(
                    "{what} is given only to people who agreed to its terms. Agree to them on its "
                    "page on the hub, give Parley your token for the hub (parley models token), "
                    "and try again.",
                    what=what,
                )
            )
        case RemoteEntryNotFoundError() | RevisionNotFoundError():
            told = tr("The hub has no {what}. parley models get REPO tells its files.", what=what)
            return NotOnHub(told)
        case RepositoryNotFoundError():
            return NotOnHub(
                tr(
                    "The hub has no {what}, or keeps it private. Look for it with parley models "
                    "search; a private one needs your token for the hub: parley models token.",
                    what=what,
                )
            )
        case HfHubHTTPError():
            return _refusal(error, what, again=again)
        case _:
            return HubUnreachable(
                tr(
                    "The hub cannot be reached ({value}). Nothing was changed. Check the "
                    "connection, and HF_ENDPOINT and HTTPS_PROXY where they are set.",
                    value=trouble(error),
                )
            )


def _refusal(error: HfHubHTTPError, what: str, *, again: bool) -> Exception:
    status = error.response.status_code
    if status in (401, 403):
        return AccessNeeded(
            tr(
                "The hub does not give {what} to you (code {status}). Check that your token for "
                "the hub is right and may read, or give Parley one: parley models token.",
                what=what,
                status=status,
            )
        )
    wait = wait_of(error.response)
    if again and status in (408, 429, 500, 502, 503, 504):
        return Broken(tr("the hub is busy, code {status}", status=status), wait)
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        when = tr(" in {wait:.0f} seconds", wait=wait) if wait else tr(" in a few minutes")
        return HubBusy(tr("The hub was asked too often. Try again{when}.", when=when))
    return HubBusy(
        tr(
            "The hub could not answer (code {status}). Nothing was changed. Try later.",
            status=status,
        )
    )
