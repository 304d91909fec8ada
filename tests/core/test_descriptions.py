from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.descriptions import ticked

BODY = """## 변경 전 체크리스트
- [x] 백업/복구 계획 수립
- [ ] 테스트 계획 수립
* [X] Monitoring checked  \r
  1. [x] nested, numbered
- [x]
-[x] no list
[x] no list either
- [x] 백업/복구 계획 수립

<!-- - [x] from the template -->
```
- [x] an example
~~~
- [x] still an example
```
- [x] `code` and **words**
<!-- - [x] never closed
"""


def test_ticked_items_are_read_where_people_see_them_ticked() -> None:
    assert ticked(BODY) == (
        "백업/복구 계획 수립",
        "Monitoring checked",
        "nested, numbered",
        "`code` and **words**",
    )


@given(st.text(alphabet="-* [x]`~<!>\n1.a", max_size=60))
def test_no_description_breaks_the_reader(body: str) -> None:
    assert all(text.strip() == text and text for text in ticked(body))
