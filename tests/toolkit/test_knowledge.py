"""The small knowledge graph of the bundled server."""

from __future__ import annotations

import pytest

from desktop.toolkit import knowledge

QUESTIONS = {
    "Who restored the old organ?": ("Mirela Tosk", "the old organ"),
    "Who built the lighthouse?": ("Anton Varga", "the lighthouse"),
    "Where does Mirela Tosk live?": ("Mirela Tosk", "Brill"),
    "When was the lighthouse made?": ("the lighthouse", "1801"),
}
REFUSED = {
    "another server": "SELECT ?s WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "a file": "SELECT ?s FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
    "a change": "INSERT DATA { <a:a> <a:b> <a:c> } ; SELECT",
    "no query": "SELECT nonsense {",
    "a prefix that nobody knows": "SELECT ?s WHERE { ?s odd:name ?o }",
    "words": "It was Mirela Tosk.",
}


@pytest.mark.parametrize(("question", "found"), QUESTIONS.items(), ids=list(QUESTIONS))
def test_a_question_becomes_a_query_that_finds_its_answer(
    question: str, found: tuple[str, ...]
) -> None:
    assert knowledge.answer(knowledge.as_query(question)) == [found]


def test_a_question_about_something_else_names_what_could_be_asked() -> None:
    with pytest.raises(ValueError, match=r"names nothing of the graph[^\n]*\n?.*"):
        knowledge.as_query("How tall is a giraffe?")


@pytest.mark.parametrize("query", REFUSED.values(), ids=list(REFUSED))
def test_a_query_that_reaches_beyond_the_graph_or_is_none_is_refused(query: str) -> None:
    with pytest.raises(ValueError, match=r"Only a SELECT|cannot be read"):
        knowledge.answer(query)


def test_what_is_known_of_a_thing_is_told_from_both_sides() -> None:
    assert knowledge.facts("THE OLD ORGAN") == [
        "Anton Varga built the old organ.",
        "Mirela Tosk restored the old organ.",
        "The Quiet Pipes is about the old organ.",
        "the old organ stands in Brill.",
        "the old organ was made in 1784.",
    ]


def test_a_name_with_quotes_in_it_is_only_a_name() -> None:
    assert knowledge.facts('" || true || "') == []


def test_the_thing_that_is_named_most_fully_comes_first() -> None:
    assert knowledge.find("the organ and the lighthouse in Harn") == [
        "Harn",
        "the lighthouse",
        "the old organ",
    ]
