"""MCP's sampling page: every sentence that binds a client, and what shows that it is kept."""
