"""A small knowledge graph, and the questions that can be put to it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Graph

PREFIX = "https://parley.example/"
_TURTLE = f"""
@prefix : <{PREFIX}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:restored rdfs:label "restored" .
:built rdfs:label "built" .
:bornIn rdfs:label "was born in" .
:livesIn rdfs:label "lives in" .
:standsIn rdfs:label "stands in" .
:madeIn rdfs:label "was made in" .
:inhabitants rdfs:label "has so many inhabitants:" .
:leavesFor rdfs:label "leaves for" .
:leavesAt rdfs:label "leaves at" .
:wrote rdfs:label "wrote" .
:about rdfs:label "is about" .

:tosk rdfs:label "Mirela Tosk" ; :restored :organ ; :bornIn :harn ; :livesIn :brill .
:varga rdfs:label "Anton Varga" ; :built :organ, :lighthouse ; :bornIn :brill .
:lind rdfs:label "Sofia Lind" ; :wrote :book ; :livesIn :harn .
:organ rdfs:label "the old organ" ; :standsIn :brill ; :madeIn "1784" .
:lighthouse rdfs:label "the lighthouse" ; :standsIn :harn ; :madeIn "1801" .
:book rdfs:label "The Quiet Pipes" ; :about :organ ; :madeIn "1998" .
:brill rdfs:label "Brill" ; :inhabitants "4,120" .
:harn rdfs:label "Harn" ; :inhabitants "980" .
:ferry rdfs:label "the ferry" ; :leavesFor :brill ; :leavesAt "nine" .
"""
_OUTWARD = re.compile(r"\b(SERVICE|LOAD|FROM|INSERT|DELETE|CLEAR|DROP|CREATE)\b", re.IGNORECASE)
_EMPTY_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "did",
        "do",
        "does",
        "in",
        "is",
        "it",
        "of",
        "on",
        "the",
        "to",
        "was",
        "were",
    ]
)
ROWS = 50
"""So many rows of an answer are told."""


def find(text: str) -> list[str]:
    """Returns the things that a text speaks of, those with most words in common first."""
    wanted = _words(text)
    found = [(len(wanted & _words(name)), name) for name in _things()]
    return [name for count, name in sorted(found, key=lambda one: -one[0]) if count]


def facts(name: str) -> list[str]:
    """Returns what is known of a thing, as sentences; its name may be part of the question."""
    query = f"""
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT ?who ?does ?what WHERE {{
        ?s ?p ?o . ?s rdfs:label ?who . ?p rdfs:label ?does .
        OPTIONAL {{ ?o rdfs:label ?label }}
        BIND (COALESCE(?label, STR(?o)) AS ?what)
        FILTER (LCASE(?who) = {_quoted(name)} || LCASE(STR(?what)) = {_quoted(name)})
    }} ORDER BY ?who ?does ?what"""
    return [f"{who} {does} {what}." for who, does, what in _rows(query)]


def vocabulary() -> str:
    """Returns what a query can be made of, for a model that is to write one."""
    relations = _rows(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?p ?label WHERE "
        "{ ?p rdfs:label ?label . FILTER EXISTS { ?s ?p ?o } } ORDER BY ?p"
    )
    told = [f":{relation.removeprefix(PREFIX)} ({label})" for relation, label in relations]
    return (
        f"PREFIX : <{PREFIX}>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        f"Relations: {', '.join(told)}, rdfs:label (the name of a thing).\n"
        f"Things: {', '.join(_things())}."
    )


def answer(query: str) -> list[tuple[str, ...]]:
    """Returns what a SELECT finds in the graph.

    Raises:
        ValueError: it is none, reaches beyond the graph, or cannot be read.
    """
    if _OUTWARD.search(query) or not re.search(r"\bSELECT\b", query, re.IGNORECASE):
        raise ValueError("Only a SELECT over this graph is run.")
    return _rows(query)[:ROWS]


def as_query(question: str) -> str:
    """Returns a SELECT made by rule: the relation and the thing that a question names.

    Raises:
        ValueError: it names no relation, or no thing, of the graph.
    """
    words, things = _words(question), find(question)
    relations = _rows(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?p ?label WHERE { ?p rdfs:label ?label . FILTER EXISTS { ?s ?p ?o } }"
    )
    named = max(relations, key=lambda one: len(_stems(words) & _stems(_words(one[1]))))
    if not things or not _stems(words) & _stems(_words(named[1])):
        raise ValueError(f"The question names nothing of the graph. {vocabulary()}")
    return (
        f"PREFIX : <{PREFIX}>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "SELECT ?who ?what WHERE {\n"
        f"  ?s :{named[0].removeprefix(PREFIX)} ?o ; rdfs:label ?who .\n"
        "  OPTIONAL { ?o rdfs:label ?label } BIND (COALESCE(?label, STR(?o)) AS ?what)\n"
        f"  FILTER (LCASE(?who) = {_quoted(things[0])} || LCASE(?what) = {_quoted(things[0])})\n}}"
    )


@cache
def _graph() -> Graph:
    from rdflib import Graph  # noqa: PLC0415  # half a second, which most calls do not need

    return Graph().parse(data=_TURTLE, format="turtle")


def _rows(query: str) -> list[tuple[str, ...]]:
    from pyparsing import ParseException  # noqa: PLC0415  # it comes with rdflib

    try:
        found = _graph().query(query)
        return [tuple(map(str, row)) for row in found if not isinstance(row, bool)]
    except (ParseException, TypeError, ValueError) as error:
        raise ValueError(f"The query cannot be read: {error}") from error
    except Exception as error:  # What rdflib raises for an unknown prefix is a bare Exception.
        if type(error) is not Exception:
            raise
        raise ValueError(f"The query cannot be read: {error}") from error


@cache
def _things() -> tuple[str, ...]:
    rows = _rows(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?name WHERE "
        "{ ?s rdfs:label ?name . FILTER NOT EXISTS { ?a ?s ?b } } ORDER BY ?name"
    )
    return tuple(name for (name,) in rows)


def _quoted(text: str) -> str:
    escaped = text.lower().replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _EMPTY_WORDS


def _stems(words: set[str]) -> set[str]:
    """Returns words without what a verb takes on: builds, built and build are not one, lives is."""
    return {word.rstrip("s").removesuffix("e") for word in words if len(word) > 2}
