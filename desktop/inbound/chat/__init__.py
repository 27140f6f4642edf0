"""The person's own conversations with models, as one more caller of the gateway."""
