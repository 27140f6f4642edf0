"""MCP servers, run as child processes or reached by URL."""

from desktop.servers.binding import bind

bind()
