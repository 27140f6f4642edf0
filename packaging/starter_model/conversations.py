"""Whole conversations: what the starter model learns from, and what it is measured by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starter_model.questions import ABOUT_REVIEWS, ABOUT_STORIES
from starter_model.stories import review, story
from starter_model.tools import tool_request
from starter_model.words import Choice, phrasings

if TYPE_CHECKING:
    from random import Random

    from starter_model.stories import Story

IDENTITY = "I am Parley starter, a tiny model for trying things out."
REFUSAL = "I am only a small starter model and cannot do that; please choose a larger one."
SKILLS = (*ABOUT_STORIES, "tool", "identity", "refusal")

_SYSTEMS = phrasings(
    ("You are a helpful assistant.", "You are helpful.", "You answer briefly.", "Be exact.",
     "You work with short texts.", "You are an assistant in an app.", "Answer in few words.",
     "You answer a question from the given text only.", "You read texts.",
     "You summarise a text in one short sentence.", "You help a person to read.",
     "You are a careful assistant.", "You are a program that answers."),
    ("", " Be brief.", " Do not explain.", " Use the text only.", " Answer in English.",
     " Say only what is asked."),
)  # fmt: skip
_LAYOUTS = (
    *phrasings(
        ("{question}", "{question}:", "Question: {question}", "Task: {question}"),
        ("\n\n", "\n", " ", "\n\nText: ", "\n---\n", "\n\nText:\n"),
        ("{text}", '"{text}"', "{text}\n"),
    ),
    *phrasings(
        ("{text}", "Text: {text}", '"{text}"', "Text:\n{text}", "Read this: {text}"),
        ("\n\n", "\n", "\n\nQuestion: ", "\n---\n", "\n\nTask: ", " "),
        ("{question}",),
    ),
)
_FOLLOW_UPS = ("{question}", "And {question}", "Thank you. {question}", "Next: {question}")
_WHO_ARE_YOU = (
    "Hello", "Hi", "Hello!", "Hi there", "Good morning", "Hey", "Good evening!", "Hello there.",
    *phrasings(
        ("", "", "Hello, ", "Tell me, ", "Please say: ", "One question: ", "Hi! "),
        ("what model are you", "who are you", "what is your name", "which model is this",
         "what are you", "what is this model called", "which model answers here",
         "are you a language model", "introduce yourself", "what kind of model are you",
         "what can you do", "who am I talking to", "which AI is this", "tell me about yourself"),
        ("?", "", ".", " please?"),
    ),
)  # fmt: skip
_ASKS = ("", "", "", "Please ", "Can you ", "Could you ", "I want you to ", "Now ")
_OUTSIDE = (
    phrasings(
        _ASKS,
        ("write ", "compose ", "make up ", "draft ", "create "),
        ("a poem", "a story", "a song", "an essay", "a letter", "a joke", "a Python program",
         "a speech", "an email", "a web page", "a play", "a limerick", "code", "a recipe"),
        ("", " about {x}", " for {name}", " on {x}", " with {n} lines", " in the style of {name}"),
    ),
    phrasings(
        ("What is ", "Compute ", "Calculate ", "How much is ", "Work out "),
        ("{n} times {m}", "{n} plus {m}", "{n} minus {m}", "{n} divided by {m}", "{n} * {m}",
         "the square root of {n}", "{n}% of {m}", "{n} + {m}"),
        ("?", "", " please"),
    ),
    phrasings(
        ("Explain ", "Tell me about ", "Teach me ", "Describe ", "What is ", "How does one use "),
        ("quantum physics", "democracy", "black holes", "gravity", "chess", "photosynthesis",
         "the French Revolution", "relativity", "economics", "music theory", "{x}", "the brain",
         "machine learning", "the weather", "love", "inflation", "the universe"),
        ("", ".", " in detail", " to a child", " and why it matters"),
    ),
    phrasings(
        ("What is the capital of ", "Who rules ", "How many people live in ", "How far is ",
         "Who founded ", "What is the history of ", "Who is the mayor of "),
        ("{city}", "France", "Brazil", "Kenya", "India", "Canada", "the country of {city}"),
        ("?", "", " please?"),
    ),
    phrasings(
        ("How do I ", "How can I ", "What is the best way to ", "Help me to ", "Tell me how to "),
        ("cook rice", "learn {city}", "fix a {x}", "lose weight", "find a job", "sleep better",
         "train a dog", "invest money", "write a book", "make a {x}", "get to {city}", "cheat",
         "speak French", "grow tomatoes", "repair my {x}"),
        ("?", "", " quickly?"),
    ),
    phrasings(
        ("Who won ", "Who wrote ", "When was ", "Who invented ", "Who is ", "Where is "),
        ("the world cup in {y}", "the book {name}", "the {x}", "the telephone", "the war of {y}",
         "Hamlet", "the president", "the election in {y}", "the Nobel prize in {y}"),
        ("?", ""),
    ),
    phrasings(
        ("Tell me a joke", "Sing a song", "Draw a {x}", "Guess my name", "Play a game with me",
         "What should I eat", "Give me advice", "What do you think of {name}", "Make me laugh",
         "Predict the future", "What time is it", "Count to {n}", "What is the news today",
         "Recommend a film", "Plan a trip to {city}", "Solve x + {n} = {m}", "Debug my code"),
        ("", ".", "!", " please", " now", " for me"),
    ),
)  # fmt: skip
_OUTSIDE_OF_TEXTS = phrasings(
    _ASKS,
    ("translate ", "rewrite ", "continue ", "correct ", "rhyme ", "turn "),
    ("this text", "the text", "the following", "what follows", "it"),
    (" into French", " into German", " as a poem", " into Spanish", " as a song", " in Latin",
     " into a story", " in the style of {name}", " as a letter", " into code"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person says, what the model should answer, and the skill that this takes."""

    user: str
    answer: str
    skill: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns one after another, perhaps under a system prompt."""

    turns: tuple[Turn, ...]
    system: str = ""
    chosen: tuple[str, ...] = ()
    """The words and phrasings that were picked from one side of the split."""


def conversation(
    random: Random, *, for_evaluation: bool = False, skill: str = "", sentences: int | None = None
) -> Conversation:
    """Returns one conversation.

    Args:
        random: the source of all choices.
        for_evaluation: takes words and phrasings that training never sees, and one turn only.
        skill: the skill to show, or any.
        sentences: how many sentences that do not matter stand in the text, or any number.
    """
    choice = Choice(random, for_evaluation=for_evaluation)
    weights = {"text": 38, "tool": 58, "identity": 1, "refusal": 3}
    kind = skill or random.choices(list(weights), list(weights.values()))[0]
    system = choice.split(_SYSTEMS) if choice.chance(0.4) else ""
    if kind == "tool":
        system, user, answer = tool_request(choice)
        turns = [Turn(user, answer, "tool")]
    elif kind == "identity":
        turns = [Turn(_capital(choice.split(_WHO_ARE_YOU)), IDENTITY, "identity")]
    elif kind == "refusal":
        turns = [_refused(choice)]
    else:
        questions = 1 if for_evaluation else random.choice((1, 1, 2, 3, 4))
        turns = _about_a_text(choice, skill, questions, sentences)
    return Conversation(tuple(turns), system, tuple(choice.chosen))


def _about_a_text(choice: Choice, skill: str, questions: int, sentences: int | None) -> list[Turn]:
    reviewed = skill in ("", "sentiment", "yes or no") and choice.chance(0.2)
    about: Story = review(choice) if reviewed else story(choice, sentences=sentences)
    asked = ABOUT_REVIEWS if reviewed else ABOUT_STORIES
    skills = choice.random.choices(
        list(asked), [weight for weight, _ in asked.values()], k=1 if reviewed else questions
    )
    turns: list[Turn] = []
    for one in [skill] if skill else dict.fromkeys(skills):
        question, answer = asked[one][1](choice, about)
        layout = choice.split(_LAYOUTS) if not turns else choice.any(_FOLLOW_UPS)
        if layout.startswith("And"):
            question = question[:1].lower() + question[1:]
        elif choice.chance(0.9):
            question = _capital(question)
        user = layout.format(question=question, text=about.text).replace("?:", "?")
        turns.append(Turn(user, answer, one))
    return turns


def _refused(choice: Choice) -> Turn:
    if choice.chance(0.25):
        question = choice.split(_OUTSIDE_OF_TEXTS).format(name=choice.name())
        text = story(choice).text
        user = choice.split(_LAYOUTS).format(question=_capital(question), text=text)
        return Turn(user, REFUSAL, "refusal")
    user = choice.split(choice.random.choice(_OUTSIDE)).format(
        x=choice.thing(),
        name=choice.name(),
        city=choice.city(),
        n=choice.random.randint(2, 999),
        m=choice.random.randint(2, 99),
        y=choice.random.randint(1800, 2030),
    )
    return Turn(_capital(user), REFUSAL, "refusal")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
