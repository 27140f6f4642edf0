"""What is asked about a text, in several phrasings, and the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starter_model.stories import sentence
from starter_model.words import VERBS, phrasings

if TYPE_CHECKING:
    from collections.abc import Callable

    from starter_model.stories import Story
    from starter_model.words import Choice

UNSAID = "The text does not say."

_POLITE = ("", "", "Please ", "Can you ", "Could you please ", "I need you to ", "Now ")
_TEXT = (
    " this text", " the text", " the following text", " the text below", " the text above",
    " this paragraph", " this message", " this passage", " what follows", " it",
)  # fmt: skip
_SUMMARISE = (
    *phrasings(
        _POLITE,
        ("summarise", "summarize", "sum up", "shorten", "condense"),
        _TEXT,
        ("", " in one sentence", " in a single sentence", " briefly", " in one short sentence"),
    ),
    *phrasings(
        _POLITE,
        ("give", "write", "give me", "write me", "make"),
        (" a summary", " a short summary", " a one sentence summary", " a brief summary"),
        (" of this text", "", " of the text", " of the following", " of this message"),
    ),
    *phrasings(
        ("What is ", "Tell me ", "Say "),
        ("the main point", "the gist", "the essence", "the most important fact"),
        (" of this text", " of the text", " here", " of this message"),
    ),
    *phrasings(
        ("What does", "In short, what does", "In one sentence, what does"),
        (" this text", " the text", " the message", " this passage"),
        (" say?", " tell us?", " mean?"),
    ),
    *phrasings(("TL;DR", "Summary", "A summary"), ("", " please", " in one sentence", ":")),
)
_TITLE = (
    *phrasings(
        _POLITE,
        ("suggest", "write", "give", "find", "propose", "make up", "think of"),
        (" a title", " a short title", " a good title", " a headline", " a heading"),
        (" for this text", "", " for the text", " for the following", " for this message"),
    ),
    *phrasings(
        ("What would be ", "What is "),
        ("a good title", "a fitting headline", "a short heading", "a suitable title"),
        (" for this text?", " for it?", " for the text?", "?"),
    ),
    *phrasings(("Title", "Headline"), ("", " please", ":")),
)
_SENTIMENT = (
    *phrasings(
        _POLITE,
        ("classify", "name", "tell me", "determine", "give", "rate", "find"),
        (" the sentiment", " the mood", " the tone", " the feeling"),
        (" of this text", "", " of the text", " of this review", " of the following"),
        ("", ": positive, negative or neutral", " as positive, negative or neutral"),
    ),
    *phrasings(
        ("Is the sentiment of ", "Is the mood of ", "Is the tone of ", "Is "),
        ("this text", "the text", "this review", "this message", "the following"),
        (" positive, negative or neutral?", " positive, neutral or negative?",
         " positive or negative?"),
    ),
    *phrasings(
        ("What is the sentiment", "What is the mood", "Which sentiment"),
        (" of this text?", " here?", " of this review?", " of the text?"),
    ),
    *phrasings(("Sentiment", "Sentiment analysis"), ("", " please", ":", "?")),
)  # fmt: skip
_WHO = (
    *phrasings(
        ("Who ", "Tell me who ", "Which person ", "Do you know who "),
        ("{did} {what}?", "{did} {what}", "it was that {did} {what}?"),
    ),
    *phrasings(
        ("Who is ", "Tell me who is "),
        ("this text about?", "the text about?", "the main person?", "this about?"),
    ),
    *phrasings(("By whom was ", "Who was it that "), ("{what} {did}?",)),
    *phrasings(("Who did this", "Who did that", "Who did it", "Who was it"), ("?", "")),
)
_WHERE = phrasings(
    ("Where ", "In what place ", "Tell me where ", "At which place ", "Do you know where "),
    ("did this happen?", "did that happen?", "did it happen?", "was that?", "was it?",
     "did it take place?", "was this?", "does it happen?", "is that?"),
)  # fmt: skip
_WHEN = phrasings(
    ("When ", "At what time ", "Tell me when ", "On which day ", "Do you know when "),
    ("did this happen?", "did that happen?", "did it happen?", "was that?", "was it?",
     "did it take place?", "was this?", "does it happen?", "is that?"),
)  # fmt: skip
_DEED = ("was {what} {did}?", "did {who} do this?", "did {who} {do} {what}?", "was this {did}?")
_WHERE_DEED = phrasings(
    ("Where ", "In what place ", "Tell me where ", "At which place ", "In which place "), _DEED
)
_WHEN_DEED = phrasings(
    ("When ", "On what day ", "Tell me when ", "On which date ", "At what time "), _DEED
)
_WHAT = phrasings(
    ("What ", "Tell me what ", "Which thing "),
    ("did {who} {do}?", "was {did}?", "was {did} by {who}?", "did {who} {do}, exactly?",
     "was it that {who} {did}?", "has {who} {did}?"),
)  # fmt: skip
_WHAT_NEWS = phrasings(
    ("What ", "Tell me what ", "Which thing ", "Do you know what "),
    ("{did}?", "it is that {did}?", "exactly {did}?", "was it that {did}?"),
)
_WHY = phrasings(
    ("Why ", "Tell me why ", "For what reason "),
    ("did this happen?", "did that happen?", "was that?", "is that?", "did it happen?"),
)
_NAMES = (
    *phrasings(
        _POLITE,
        ("list", "extract", "find", "name", "give me", "pick out", "collect"),
        (" the names", " all names", " the people", " all persons", " every name", " all people"),
        (" in this text", "", " in the text", " that are mentioned", " from the text"),
    ),
    *phrasings(
        ("Which people", "Which persons", "What names", "Which names"),
        (" are in this text?", " are mentioned?", " occur?", " does the text mention?"),
    ),
    *phrasings(("Names", "People"), ("", " please", ":")),
)
_KEYWORDS = (
    *phrasings(
        _POLITE,
        ("list", "extract", "find", "give me", "pick out", "suggest", "write"),
        (" keywords", " the keywords", " key words", " some keywords", " the key terms", " tags"),
        (" of this text", "", " for this text", " from the text", " for the following"),
    ),
    *phrasings(
        ("What are ", "Which are "),
        ("the keywords", "the key terms", "good keywords", "the tags"),
        (" of this text?", " here?", "?", " of the text?"),
    ),
    *phrasings(("Keywords", "Key terms", "Tags"), ("", " please", ":")),
)
_MENTIONS = phrasings(
    ("Does the text ", "Does this text ", "Tell me, does it ", "Does this message "),
    ("mention {x}?", "speak of {x}?", "say something about {x}?", "contain {x}?", "name {x}?"),
    ("", " Answer yes or no.", " Yes or no?", " Say yes or no."),
)
_DID = phrasings(
    ("Did {who} {do} {what}?", "Was {what} {did} by {who}?", "Is it true that {who} {did} {what}?",
     "Was it {who} who {did} {what}?", "Has {who} {did} {what}?"),
    ("", " Answer yes or no.", " Yes or no?", " Say yes or no."),
)  # fmt: skip
_FEELS = phrasings(
    ("Is ", "Would you say that it is ", "Yes or no: is "),
    ("this text", "the text", "this review", "the writer"),
    (" positive?", " happy?", " friendly?", " content?"),
)


def _summary(choice: Choice, story: Story) -> tuple[str, str]:
    return choice.split(_SUMMARISE), story.summary


def _title(choice: Choice, story: Story) -> tuple[str, str]:
    if story.who:
        return choice.split(_TITLE), f"{story.who} and {story.what}"
    return choice.split(_TITLE), sentence(f"{story.what} and {story.why}")


def _sentiment(choice: Choice, story: Story) -> tuple[str, str]:
    return choice.split(_SENTIMENT), story.sentiment


def _ask_who(choice: Choice, story: Story) -> tuple[str, str]:
    return _filled(choice.split(_WHO), story), story.who or UNSAID


def _ask_where(choice: Choice, story: Story) -> tuple[str, str]:
    asked = _WHERE_DEED if story.who and choice.chance(0.4) else _WHERE
    return _filled(choice.split(asked), story), story.where or UNSAID


def _ask_when(choice: Choice, story: Story) -> tuple[str, str]:
    asked = _WHEN_DEED if story.who and choice.chance(0.4) else _WHEN
    return _filled(choice.split(asked), story), story.when or UNSAID


def _ask_what(choice: Choice, story: Story) -> tuple[str, str]:
    if story.who:
        return _filled(choice.split(_WHAT), story), story.what
    if choice.chance(0.5):
        return choice.split(_WHY), f"because of {story.why}"
    return _filled(choice.split(_WHAT_NEWS), story), story.what


def _names(choice: Choice, story: Story) -> tuple[str, str]:
    people = sorted(filter(None, (story.who, *story.others)), key=story.text.index)
    return choice.split(_NAMES), ", ".join(people) or "none"


def _keywords(choice: Choice, story: Story) -> tuple[str, str]:
    place = story.where.removeprefix("in ")
    if place == story.where:
        place = place[place.find("the ") :] if place else ""
    words = (story.who, story.what, place, story.why)
    return choice.split(_KEYWORDS), ", ".join(one.removeprefix("the ") for one in words if one)


def _yes_or_no(choice: Choice, story: Story) -> tuple[str, str]:
    if story.who and choice.chance(0.5):
        return _asked_whether(choice, story)
    there = choice.chance(0.5)
    if choice.chance(0.3):
        name = story.who or choice.name()
        mentioned, other = name, choice.name()
        there = there and bool(story.who)
    else:
        mentioned, other = story.what, f"the {choice.thing()}"
    question = choice.split(_MENTIONS).format(x=mentioned if there else other)
    return question, "yes" if there else "no"


def _asked_whether(choice: Choice, story: Story) -> tuple[str, str]:
    who, what = story.who, story.what
    wrong = choice.any(("", "", "who", "what"))
    if wrong == "who":
        who = choice.any(story.others) if story.others and choice.chance(0.5) else choice.name()
    if wrong == "what":
        what = f"the {choice.thing()}"
    question = choice.split(_DID).format(who=who, what=what, did=story.did, do=VERBS[story.did])
    return question, "no" if wrong else "yes"


def _feels(choice: Choice, story: Story) -> tuple[str, str]:
    return choice.split(_FEELS), "yes" if story.sentiment == "positive" else "no"


def _filled(question: str, story: Story) -> str:
    """Returns the question about this story; one that names what is not known asks simply."""
    if "{" in question and not story.who and "{what}" not in question and "{who}" in question:
        return "Who did this?"
    do = VERBS.get(story.did, "do")
    who, what = story.who or "somebody", story.what
    return sentence(question.format(who=who, did=story.did, do=do, what=what))


ABOUT_STORIES: dict[str, tuple[int, Callable[[Choice, Story], tuple[str, str]]]] = {
    "summary": (3, _summary),
    "title": (2, _title),
    "sentiment": (2, _sentiment),
    "who": (2, _ask_who),
    "where": (2, _ask_where),
    "when": (2, _ask_when),
    "what": (2, _ask_what),
    "names": (7, _names),
    "keywords": (3, _keywords),
    "yes or no": (8, _yes_or_no),
}
"""For each skill its weight and what makes a question and its answer."""
ABOUT_REVIEWS: dict[str, tuple[int, Callable[[Choice, Story], tuple[str, str]]]] = {
    "sentiment": (4, _sentiment),
    "yes or no": (1, _feels),
}
