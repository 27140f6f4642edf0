"""The whole line with real parts: real servers, the real engine, the real journal."""
