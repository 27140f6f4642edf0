"""A server whose one tool asks for a completion, in either era."""

from tests.programs.bare import Asking, Bare, message


def ask(prompt: str, max_tokens: int = 50) -> Asking:
    """Asks for a completion and tells what came."""
    answer = yield {"messages": [message(prompt)], "maxTokens": max_tokens}
    return f"{answer['content']['text']} | {answer['model']} | {answer.get('stopReason')}"


if __name__ == "__main__":
    Bare("samples", ask).run()
