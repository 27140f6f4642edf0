"""MCP servers that the tests run as real child processes."""
