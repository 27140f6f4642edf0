"""A system's store for keys, for the tests of storage."""

from tests.secret_service import no_store, secret_service, session_bus

__all__ = ["no_store", "secret_service", "session_bus"]
