"""The gateway: one request for a completion, decided and answered."""
