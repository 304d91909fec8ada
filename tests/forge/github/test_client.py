"""Paging, read from what GitHub sends."""

import httpx
import pytest

from tidegate.forge.github.client import items_of, next_page


def test_the_next_page_is_the_link_that_says_so():
    header = '<https://api.example/x?page=1>; rel="prev", <https://api.example/x?page=3>; rel="next"'
    assert next_page(httpx.Response(200, headers={"Link": header}).links) == "https://api.example/x?page=3"
    assert next_page(httpx.Response(200).links) is None


@pytest.mark.parametrize(
    ("answer", "inside", "items"),
    [([1, 2], None, [1, 2]), ({"check_runs": [1]}, "check_runs", [1]), ({"message": "?"}, None, []), ({}, "x", [])],
)
def test_items_are_found_bare_or_wrapped(answer, inside, items):
    assert list(items_of(answer, inside)) == items
