"""Letters need a greeting and a closing; chat messages don't."""

import courtesy


def checks(text: str, channel: str) -> set[str]:
    return {f.check for f in courtesy.check(text, lang="en", channel=channel).findings}


def test_letters() -> None:
    bare = "The parcel left our warehouse this morning."
    assert {"missing-greeting", "missing-closing"} <= checks(bare, "email")
    assert not {"missing-greeting", "missing-closing"} & checks(bare, "chat")
    assert not {"missing-greeting", "missing-closing"} & checks(f"Dear Ms Brown,\n{bare}\nKind regards,\nAnna", "email")


def test_the_empty_span_is_where_it_is_missed() -> None:
    text = "  The parcel left. "
    found = {f.check: (f.start, f.end) for f in courtesy.check(text, lang="en", channel="email").findings}
    assert found["missing-greeting"] == (2, 2)
    assert found["missing-closing"] == (18, 18)
