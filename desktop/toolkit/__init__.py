"""Help for people who write MCP servers; imports nothing of the rest."""
