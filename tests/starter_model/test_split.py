"""The split: what the starter model is measured by, it has never been trained on."""

from __future__ import annotations

from random import Random

import pytest
from starter_model.conversations import SKILLS, Conversation, conversation
from starter_model.words import CITIES, NAMES, SITES, THINGS, held_out

TRAINING = [conversation(Random(f"training {number}")) for number in range(4000)]
IN_FIXED_SENTENCES = {"train", "table", "bag", "square", "model"}
"""Words that are not only things but part of a phrasing, as in "The key is on the table."."""


def evaluation(skill: str) -> list[Conversation]:
    return [
        conversation(Random(f"{skill} {number}"), for_evaluation=True, skill=skill)
        for number in range(200)
    ]


def test_training_picks_nothing_that_is_held_out() -> None:
    assert all(one.chosen for one in TRAINING)
    assert not [word for one in TRAINING for word in one.chosen if held_out(word)]


@pytest.mark.parametrize("skill", SKILLS)
def test_evaluation_picks_only_what_is_held_out(skill: str) -> None:
    asked = evaluation(skill)
    assert all(one.chosen and len(one.turns) == 1 for one in asked)
    assert not [word for one in asked for word in one.chosen if not held_out(word)]


@pytest.mark.parametrize("skill", SKILLS)
def test_no_prompt_of_the_evaluation_is_one_of_the_training(skill: str) -> None:
    trained = {turn.user for one in TRAINING for turn in one.turns}
    assert not trained & {one.turns[0].user for one in evaluation(skill)}


def test_a_held_out_name_or_thing_stands_in_no_training_text() -> None:
    words = {word for word in (*NAMES, *CITIES, *SITES, *THINGS) if held_out(word)}
    turns = [turn for one in TRAINING for turn in one.turns]
    seen = {word.strip('.,:?!"') for turn in turns for word in turn.user.split()}
    assert len(words - IN_FIXED_SENTENCES) > 60
    assert not (words - IN_FIXED_SENTENCES) & seen


def test_the_training_shows_every_skill_and_words_that_exist_nowhere() -> None:
    shown = {turn.skill for one in TRAINING for turn in one.turns}
    assert shown == set(SKILLS)
    real = {*NAMES, *CITIES, *SITES, *THINGS}
    words = [word for one in TRAINING for word in one.chosen if word.isalpha()]
    assert sum(word not in real for word in words) > len(words) / 3


def test_the_same_seed_gives_the_same_conversations() -> None:
    assert conversation(Random(5)) == conversation(Random(5))
