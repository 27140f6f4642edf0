"""A server's processes, from the first to the last one."""
