"""Scores: whole numbers 0..100 that faults never raise and courtesies never lower."""

from hypothesis import given
from hypothesis import strategies as st

from courtesy.model import Finding, Marker
from courtesy.names import ACTS, AREAS, CHECKS, SEVERITIES
from courtesy.scoring import scores

MARKERS = st.builds(lambda act: Marker(act, 0, 1, "x"), st.sampled_from(ACTS))
FINDINGS = st.builds(
    lambda check, severity: Finding(check, "en.x.y", severity, 0, 1, "x", "", ""),
    st.sampled_from(tuple(CHECKS)),
    st.sampled_from(SEVERITIES),
)


@given(st.lists(MARKERS, max_size=8), st.lists(FINDINGS, max_size=8), FINDINGS)
def test_a_fault_never_raises_a_score(markers: list[Marker], findings: list[Finding], another: Finding) -> None:
    whole, areas = scores(markers, findings)
    worse, worse_areas = scores(markers, [*findings, another])
    assert worse <= whole
    assert all(worse_areas[area] <= areas[area] for area in AREAS)


@given(st.lists(MARKERS, max_size=8), st.lists(FINDINGS, max_size=8), MARKERS)
def test_a_courtesy_never_lowers_a_score(markers: list[Marker], findings: list[Finding], another: Marker) -> None:
    whole, areas = scores(markers, findings)
    better, better_areas = scores([*markers, another], findings)
    assert better >= whole
    assert all(better_areas[area] >= areas[area] for area in AREAS)


@given(st.lists(MARKERS, max_size=20), st.lists(FINDINGS, max_size=40))
def test_scores_are_whole_numbers_in_range(markers: list[Marker], findings: list[Finding]) -> None:
    whole, areas = scores(markers, findings)
    assert set(areas) == set(AREAS)
    assert all(isinstance(score, int) and 0 <= score <= 100 for score in (whole, *areas.values()))


def test_one_insult_is_not_made_good_by_other_virtues() -> None:
    markers = [Marker(act, 0, 1, "x") for act in ACTS]
    whole, _ = scores(markers, [Finding("rudeness", "en.rudeness.x", "error", 0, 1, "x", "", "")])
    assert whole < 65


def test_graver_faults_cost_more() -> None:
    by_severity = [
        scores([], [Finding("rudeness", "en.rudeness.x", severity, 0, 1, "x", "", "")])[0] for severity in SEVERITIES
    ]
    assert by_severity == sorted(by_severity)
    assert len(set(by_severity)) == 3
