"""A server whose tool asks what an image shows, in either era; another asks for JSON."""

import base64
import json

from tests.made_projector import picture
from tests.programs.bare import Asking, Bare, message


def look(brightness: int) -> Asking:
    """Asks what an image of one shade shows."""
    data = base64.b64encode(picture(brightness)).decode()
    image = {"type": "image", "data": data, "mimeType": "image/png"}
    asked = message("What is it?", image)
    answer = yield {"messages": [asked], "maxTokens": 20, "temperature": 0.0}
    return f"{answer['content']['text']} | {answer['model']}"


def fill(schema: str) -> Asking:
    """Asks for JSON that is valid against a schema."""
    form = {"name": "form", "schema": json.loads(schema)}
    wish = {"response_format": {"type": "json_schema", "json_schema": form}}
    answer = yield {"messages": [message("Fill it in.")], "maxTokens": 500, "metadata": wish}
    return str(answer["content"]["text"])


if __name__ == "__main__":
    Bare("looks", look, fill).run()
