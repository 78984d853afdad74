"""Law 7 for published results: each is in the book with a verdict, and the verdict is what the run says."""

import re
from pathlib import Path

import numpy as np
import pytest
from evidence_table import PAGE, ROOT, line, told, written

from results.estimate import difference_of
from results.evidence import BOOK, CLAIMS
from results.evidence.indicators import AT_QUOTA, ELASTICITY, FIRST_AGAINST_MIDDLE, LAST_AGAINST_FIRST, gain, more_for
from results.evidence.page import number, page_table
from results.evidence.record import Claim
from results.evidence.trial import Trial, tried, verdict_of, year_of
from scenarios.load import LIBRARY, Change, bundled, difference, evidence_library, library, load, read

FOLDER = LIBRARY / "evidence"
ROWS = [f"E{number}" for number in range(1, 26)]
SAID = ("title", "about", "sources")
EACH = pytest.mark.parametrize("claim", CLAIMS, ids=[claim.id for claim in CLAIMS])


def chain_of(name: str) -> set[str]:
    """A scenario of the folder and those that it extends."""
    found = re.search(r"(?m)^extends: (\S+)$", (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8"))
    return {name} | (chain_of(found[1]) if found else set())


def differing(claim: Claim) -> list[str]:
    """Paths in which a pair differs beyond what the claim says."""
    changes: tuple[Change, ...] = difference(load(claim.before, claim.overrides), load(claim.after, claim.overrides))
    paths = [change.path for change in changes if not change.path.startswith(SAID)]
    return [path for path in paths if not path.startswith(claim.changes or ("nothing",))]


# ── the book ────────────────────────────────────────────────────────────────────────────────────


def test_every_row_of_evidence_is_in_the_book() -> None:
    """E1 to E25, each once, tried or with a verdict and a reason, and each on the page."""
    assert [row.id for row in BOOK] == ROWS
    assert [row.id for row in BOOK if bool(row.claims) == bool(row.told)] == []
    assert [row.id for row in BOOK if not row.why.strip() or not re.match("READ|RECALLED", row.tag)] == []
    page = PAGE.read_text(encoding="utf-8")
    assert [row.id for row in BOOK if not row.claims and f"\n| {row.id} |" not in page] == []
    assert [claim.id for claim in CLAIMS if f"\n| {claim.id} |" not in page] == []
    assert len({claim.id for claim in CLAIMS}) == len(CLAIMS)


def test_what_is_shown_elsewhere_is_shown_there() -> None:
    """A row that is reproduced elsewhere names tests that there are."""
    for row in BOOK:
        assert bool(row.tests) == (row.told == "reproduced elsewhere"), row.id
        for test in row.tests:
            path, _, name = test.partition("::")
            assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), test


def test_every_scenario_of_the_folder_is_used_and_loads() -> None:
    """Each file is a scenario without faults, is lived by some claim, and begins with what it is."""
    used = set().union(*(chain_of(name) for claim in CLAIMS for name in (claim.before, claim.after)))
    assert set(evidence_library()) == used - set(library())
    for name in evidence_library():
        assert read(name)[1] == [], name
        head = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8").partition("\nextends")[0]
        assert re.match(r"# (E\d+|Office)[\w ]*: ", head), name
        assert "\n# Assumed: " in head, name
        assert name.endswith("office") or "\n# Source: " in head, name
        assert not name.endswith("_after") or "\n# Changes: " in head, name


@EACH
def test_a_pair_differs_only_in_what_the_claim_says(claim: Claim) -> None:
    """What is compared is what was published to have changed; with one scenario nothing differs."""
    assert differing(claim) == []
    assert (claim.before == claim.after) == (not claim.changes)


def test_bundled_pairs_are_found_by_name_and_by_path() -> None:
    """`evidence/NAME`, a path, and `extends:` with either lead to the same; the list of scenarios has none of them."""
    name = "evidence/e01_cap_before"
    assert load(name) == load(FOLDER / "e01_cap_before.yaml") == load(str(FOLDER / "e01_cap_before.yaml"))
    assert name in bundled()
    assert not [each for each in library() if "/" in each or re.match(r"e\d\d_", each)]


def test_a_file_may_extend_a_pair_by_name_or_by_path(tmp_path: Path) -> None:
    """A file of one's own extends a pair, and one beside a copy of the folder extends by its path."""
    (tmp_path / "mine.yaml").write_text("extends: evidence/e01_cap_before\ntitle: Mine\n", encoding="utf-8")
    (tmp_path / "next.yaml").write_text("extends: mine.yaml\ntitle: Next\n", encoding="utf-8")
    assert (
        load(tmp_path / "mine.yaml").plan == load(tmp_path / "next.yaml").plan == load("evidence/e01_cap_before").plan
    )


def test_a_misspelt_pair_is_told_which_was_meant() -> None:
    """A name that is nearly one of the folder's comes with the right one."""
    (fault,) = read("evidence/e01_cap_befor")[1]
    assert "did you mean `evidence/e01_cap_before`?" in str(fault)


# ── verdicts and indicators can fail ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("sign", "band", "change", "verdict"), [
    (1, None, [2, 2, 2.1], "reproduced"),
    (1, (1.5, 2.5), [2, 2, 2.1], "reproduced"),
    (1, (3, 4), [2, 2, 2.1], "sign only"),
    (1, None, [1, 2, 3], "not reproduced"),  # too wide to tell
    (1, (1.5, 2.5), [1, 2, 3], "not reproduced"),
    (-1, None, [2, 2, 2.1], "not reproduced"),
    (-1, (-3, -1), [-2, -2, -2.1], "reproduced"),
    (0, None, [2, 2, 2.1], "for comparison"),
])  # fmt: skip
def test_a_verdict_is_computed(sign: int, band: tuple[float, float] | None, change: list[float], verdict: str) -> None:
    """The interval has to lie on the right side, and the effect inside the band where there is one."""
    claim = Claim("X", "x", "a", "b", gain(), sign, "reproduced", band)  # type: ignore[arg-type]
    effect = difference_of(np.zeros(len(change)), np.array(change, float))
    assert verdict_of(claim, effect) == verdict
    assert Trial(claim, effect, ()).as_listed == (verdict == "reproduced")


def test_indicators_read_what_they_say() -> None:
    """A scenario against itself gains nothing; quarters, groups and elasticities are read where they stand."""
    before = year_of("evidence/e04_bonus_before", ("mind.kind=none",), 8)
    harder = year_of("evidence/e04_bonus_before", ("mind.kind=none", "mind.effort.usual=1.1"), 8)

    def effect(indicator: object, after: object) -> float:
        return float(np.subtract(*indicator.of(before, after)[::-1]).mean())  # type: ignore[attr-defined]

    assert effect(gain(), before) == effect(more_for("weak", "strong"), before) == 0
    sold = before.year("bookings").mean(axis=0)
    more = 100 * 12 * 11_390  # coins a year: a tenth of .34 of a month's quota
    assert effect(gain(), harder) == pytest.approx(100 * 9 * more / sold.sum())
    assert effect(gain("weak"), harder) == pytest.approx(100 * 3 * more / sold[:3].sum())
    assert effect(ELASTICITY, harder) == pytest.approx(np.log(1 + 9 * more / sold.sum()) / np.log(1.1), abs=0.01)
    assert 20 < effect(AT_QUOTA, before) < 80
    assert effect(LAST_AGAINST_FIRST, before) == effect(FIRST_AGAINST_MIDDLE, before) == 0
    by_quarter = before.months("bookings").reshape(8, 4, 3).sum(axis=2)
    apart = 100 * (by_quarter[:, 3] - by_quarter[:, 0]) / by_quarter.mean()
    np.testing.assert_allclose(LAST_AGAINST_FIRST.of(before, harder)[0], apart)
    with pytest.raises(AssertionError, match="nobody's id"):
        effect(gain("idle"), before)


@pytest.mark.parametrize(
    ("before", "after"), [("e01_cap_before", "e01_equal_cost_after"), ("e04_bonus_before", "e04_bonus_after")]
)
def test_plans_of_equal_cost_cost_the_same_if_nobody_reacts(before: str, after: str) -> None:
    """The rates that no source gives follow from a rule: the same variable pay, within 1 %, at usual effort."""
    paid = [
        sum(year.year(f"pay:{component.id}").mean() for component in year.scenario.plan.components[1:])
        for year in (year_of(f"evidence/{name}", ("mind.kind=none",), 2000) for name in (before, after))
    ]
    assert paid[1] == pytest.approx(paid[0], rel=0.01)


# ── verify: what was run ────────────────────────────────────────────────────────────────────────


@pytest.mark.verify
@EACH
def test_a_published_result_has_the_verdict_that_is_listed(claim: Claim) -> None:
    """The run bears out the listed verdict, for better or worse."""
    trial = tried(claim)
    assert trial.as_listed, line(trial)


@pytest.mark.verify
def test_the_page_shows_what_was_run() -> None:
    """docs/evidence.md has the figures of a run of today, to the last digit shown."""
    assert written(PAGE.read_text(encoding="utf-8")) == told()


def test_the_table_shows_what_is_wrong() -> None:
    """A claim whose verdict is not the listed one says so at its end; no effect is never minus zero."""
    claim = Claim("X", "x", "a", "a", gain(), 1, "reproduced")
    trial = Trial(claim, difference_of(np.zeros(4), np.array([-1.0, 1, -1, 1])), (0.5,))
    assert line(trial).endswith("not reproduced  listed as reproduced")
    assert number(-0.0001) == "+0.00"
    assert "listed" not in line(Trial(claim, difference_of(np.zeros(4), np.ones(4)), ()))
    assert page_table([], {})[0].startswith("| Claim |")
