import pytest
from starlette.datastructures import Headers

from tidegate.web.origins import is_ours

PUBLIC = "https://tidegate.example"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"host": "tidegate.example", "origin": PUBLIC, "sec-fetch-site": "same-origin"}, True),
        ({"host": "tidegate.example"}, True),
        ({"host": "127.0.0.1:4141", "origin": "http://127.0.0.1:4141"}, True),
        ({"host": "localhost:4141", "origin": "http://localhost:4141"}, True),
        ({"host": "[::1]:4141", "origin": "http://[::1]:4141"}, True),
        ({"host": "tidegate.example", "origin": "https://evil.example"}, False),
        ({"host": "tidegate.example", "origin": "null"}, False),
        ({"host": "tidegate.example", "sec-fetch-site": "cross-site"}, False),
        ({"host": "tidegate.example", "sec-fetch-site": "same-site"}, False),
        ({"host": "evil.example", "origin": "http://evil.example", "sec-fetch-site": "same-origin"}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_and_scripts_change_something(headers, expected):
    assert is_ours(Headers(headers), PUBLIC) is expected
