"""A server with a tool that answers, and one that asks for a completion and for context."""

from tests.programs.bare import Asking, Bare, message


def high_water(harbour: str) -> str:
    """Says when the water is high."""
    return f"High water at {harbour}: 14:20."


def ask(context: str) -> Asking:
    """Asks for a completion with context and tells what came."""
    asked = {"messages": [message("When can we leave?")], "maxTokens": 50}
    answer = yield {**asked, "includeContext": context}
    return str(answer["content"]["text"])


if __name__ == "__main__":
    Bare("tides", high_water, ask).run()
