"""`parley servers sign-in` and `sign-out`: what a server over the network may know a person by."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from desktop.cli.output import tell
from desktop.cli.session import Session
from desktop.errors import StartFailed
from desktop.storage.secrets import Secrets

if TYPE_CHECKING:
    from desktop.storage.places import Places


async def sign_in(name: str, places: Places) -> None:
    """Starts a server once, and has the person sign in where it wants that.

    Raises:
        ServerError: it could not be reached, or the sign-in came to nothing.
    """
    async with Session(places=places) as session:
        supervisor = session.app.supervisor
        _check(session, name)
        await supervisor.start(name)
        signed_in = supervisor.is_signed_in(name)
    if not signed_in:
        tell(f"{name} lets Parley in without a sign-in.")
    elif await Secrets(places.env_file).store():
        tell(f"Signed in to {name}. `parley servers sign-out {quote(name)}` forgets it.")
    else:
        tell(
            f"You could sign in to {name}, but this system has no store for keys that is running: "
            "nothing was kept, and the next command asks again."
        )


async def sign_out(name: str, places: Places) -> None:
    """Forgets what a sign-in to a server has given.

    Raises:
        KeyStoreFailed: what is in the system's store may still be there.
        ServerError: there is no such server, or it has no address.
    """
    async with Session(places=places) as session:
        _check(session, name)
        await session.app.supervisor.sign_out(name)
    tell(f"Signed out of {name}. What the place where you signed in keeps of you, it keeps.")


def _check(session: Session, name: str) -> None:
    for spec in session.app.supervisor.specs():
        if spec.name == name and not spec.url:
            raise StartFailed(f"{name} runs on this computer: nobody signs in to it.")
