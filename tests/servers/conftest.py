"""Made-up stores for keys: what is given to made-up servers stays out of a person's own."""

from __future__ import annotations

from tests.secret_service import no_store, secret_service, session_bus

__all__ = ["no_store", "secret_service", "session_bus"]
