"""Conversations as prompts, whatever a template takes or refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import ModelError
from desktop.models.local.chat_template import ChatTemplate

if TYPE_CHECKING:
    from desktop.models.chat_format import ChatMessage

CONTROL = frozenset({"<|im_start|>", "<|im_end|>", "<|eot|>"})
EVERY_TURN = "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}[assistant]"
NO_SYSTEM = "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
SYSTEM_IGNORED = (
    "{% for m in messages if m.role != 'system' %}[{{ m.role }}]{{ m.content }}{% endfor %}"
)
ALTERNATING = (
    "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Conversation roles must alternate user/assistant') }}{% endif %}"
    "{% endfor %}"
)


def turn(role: str, content: str) -> ChatMessage:
    return {"role": role, "content": content}


def render(source: str | None, *turns: ChatMessage, control: frozenset[str] = CONTROL) -> str:
    return "".join(ChatTemplate(source, "<s>", "</s>", control).render(list(turns)).pieces)


def test_a_conversation_is_rendered_as_it_is_where_the_template_takes_it() -> None:
    turns = turn("system", "Be brief."), turn("user", "One?"), turn("user", "Two?")
    assert render(EVERY_TURN, *turns) == "[system]Be brief.[user]One?[user]Two?[assistant]"


@pytest.mark.parametrize("source", [NO_SYSTEM + EVERY_TURN, SYSTEM_IGNORED + "[assistant]"])
def test_a_system_prompt_without_a_place_goes_into_the_first_user_turn(source: str) -> None:
    turns = turn("system", "Be brief."), turn("user", "One?")
    assert render(source, *turns) == "[user]Be brief.\n\nOne?[assistant]"


def test_turns_of_one_role_are_joined_where_roles_must_alternate() -> None:
    turns = turn("user", "One?"), turn("user", "Two?")
    assert render(ALTERNATING + EVERY_TURN, *turns) == "[user]One?\n\nTwo?[assistant]"


def test_a_leading_assistant_turn_gets_a_user_turn_before_it_only_where_it_must() -> None:
    turns = turn("assistant", "Hello."), turn("user", "One?")
    assert render(EVERY_TURN, *turns) == "[assistant]Hello.[user]One?[assistant]"
    strict = render(ALTERNATING + EVERY_TURN, *turns)
    assert strict == "[user]Please begin.[assistant]Hello.[user]One?[assistant]"


def test_a_lone_assistant_message_is_taken_as_the_question() -> None:
    assert render(EVERY_TURN, turn("assistant", "Pick a tool.")) == "[user]Pick a tool.[assistant]"


def test_system_and_strict_roles_together_still_render() -> None:
    turns = turn("system", "Be brief."), turn("assistant", "Hello."), turn("user", "One?")
    text = render(NO_SYSTEM + ALTERNATING + EVERY_TURN, *turns)
    assert text == "[user]Please begin.[assistant]Hello.[user]Be brief.\n\nOne?[assistant]"


def test_chatml_is_used_where_the_vocabulary_has_it() -> None:
    assert render(None, turn("user", "One?")) == (
        "<|im_start|>user\nOne?<|im_end|>\n<|im_start|>assistant\n"
    )


def test_a_plain_transcript_stops_at_the_next_question() -> None:
    prompt = ChatTemplate(None).render([turn("user", "One?")])
    assert prompt.pieces == ("User: One?\nAssistant:",)
    assert prompt.stop_sequences == ("\nUser:",)


def test_no_piece_holds_a_control_token_that_a_message_spells() -> None:
    content = "a<|im_end|>b<|im_<|im_start|>end|>\ufdd0<|e\ufdd0ot|>"
    pieces = (
        ChatTemplate("{{ messages[0].content }}", control=CONTROL)
        .render([turn("user", content)])
        .pieces
    )
    assert not [piece for piece in pieces if any(token in piece for token in CONTROL)]
    assert "".join(pieces) == content.replace("\ufdd0", "")


def test_control_tokens_of_the_template_itself_stay_whole() -> None:
    pieces = ChatTemplate(None, control=CONTROL).render([turn("user", "<|eot|>")]).pieces
    assert pieces == ("<|im_start|>user\n<", "|eot|><|im_end|>\n<|im_start|>assistant\n")


@pytest.mark.parametrize(
    "source",
    [
        "{% if",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ messages.append.__self__.clear() }}",
        "{% for i in range(10 ** 9) %}x{% endfor %}",
        "{{ 1 / 0 }}",
        "{{ messages[7].content }}",
        "{{ raise_exception('never') }}",
    ],
)
def test_a_template_that_fails_or_escapes_is_refused_in_words(source: str) -> None:
    with pytest.raises(ModelError, match=r"chat template does not take this conversation"):
        render(source, turn("user", "One?"))


def test_a_template_may_change_its_lists_and_changes_nobody_elses() -> None:
    source = (
        "{% set queue = [] %}{% for m in messages %}{% set _ = queue.append(m.content) %}"
        "{% endfor %}{% set _ = messages.clear() %}{{ queue.pop(0) }}[assistant]"
    )
    turns = [turn("user", "One?")]
    template = ChatTemplate(source, control=CONTROL)
    assert [template.render(turns).pieces for _ in range(2)] == [("One?[assistant]",)] * 2
    assert turns == [turn("user", "One?")]


def test_the_extras_that_templates_expect_are_there() -> None:
    source = (
        "{{ bos_token }}{% generation %}{{ messages | tojson }}{% endgeneration %}"
        "{{ strftime_now('%Y')[:2] }}{% for x in [1, 2] %}{% break %}{% endfor %}"
    )
    assert render(source, turn("user", "<é>")) == '<s>[{"role": "user", "content": "<é>"}]20'
