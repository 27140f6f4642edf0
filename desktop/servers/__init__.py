"""MCP servers, run as child processes or reached by URL."""
