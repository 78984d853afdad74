"""`pay letter`: every kind of component has words in both languages, and the amounts are the engine's."""

from __future__ import annotations

import re
import string
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest

from results.pay.curve_facts import PayCurve
from results.pay.letter.letter import EXAMPLES, letter_of, write_letter
from results.pay.letter.markdown import as_markdown, escaped
from results.pay.letter.page import as_page
from results.pay.letter.words import WORDS
from results.pay.standing import Asked, standing
from results.pay.telling import TELLERS, Person, Speaker, tell
from results.pay.words import PHRASES
from results.render.words import Language
from scenarios.load import ScenarioFaults
from scenarios.plan import KINDS_OF_COMPONENT
from scenarios.plan_file import load_plan

EVERY = Path(__file__).parent / "every_component.yaml"
ROSTER = """rep,name,team,level,role,joins,variable,quota
E1,Ann <b>Smith</b>,East,senior,,2027-02-15,168000,4000000
E2,李博,East,高级,lead,,168000,3600000
"""
LANGUAGES: tuple[Language, ...] = ("en", "zh")
PERSON = Person(Fraction(14_000_00), Fraction(168_000_00), 2_520_00)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


class _Page(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_kind_of_component_has_words() -> None:
    """The registry of kinds and that of tellers are the same, and the sample plan has each kind."""
    assert set(TELLERS) == set(KINDS_OF_COMPONENT)
    assert {type(component) for component in load_plan(EVERY).plan.components} == set(KINDS_OF_COMPONENT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", [PERSON, None])
def test_every_component_is_told(language: Language, person: Person | None) -> None:
    """Each component has a title and sentences that end; a Chinese letter has no English phrase in it."""
    to = Speaker(load_plan(EVERY), language, person)
    for component in to.plan.components:
        told = tell(component, to)
        sentences = (*told.before, *told.after, *told.when)
        assert told.title == component.name.text(language)
        assert sentences
        for sentence in sentences:
            assert sentence.endswith("。" if language == "zh" else ".")
            assert "{" not in sentence
            if language == "zh":
                assert set(re.findall(r"[A-Za-z]{3,}", sentence)) <= {"pumps", "marketing", "handover"}


@pytest.mark.parametrize("words", [PHRASES, WORDS])
def test_both_languages_have_the_same_gaps(words: dict[str, object]) -> None:
    """No phrase says in one language what the other leaves out: amounts, names and dates stand in both."""

    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, label in words.items():
        en, zh = gaps(getattr(label, "en")), gaps(getattr(label, "zh"))  # noqa: B009 - a mapping of objects
        assert en == zh, key


@pytest.mark.parametrize(
    ("key", "closed", "said"),
    [
        ("closed: upper", "From", "belongs to the line that begins there"),
        ("closed: lower", "Above", "the line below it"),
    ],
)
def test_closed_edges_are_said(tmp_path: Path, key: str, closed: str, said: str) -> None:
    """Which tier a value exactly on a boundary belongs to stands below the table, and in its heads."""
    text = EVERY.read_text(encoding="utf-8").replace("{mode: whole, edges", f"{{mode: whole, {key}, edges")
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    told = tell(load_plan(path).plan.components[1], Speaker(load_plan(path), "en", PERSON))
    assert told.grid is not None
    assert told.grid.heads[0] == closed
    assert any(said in sentence for sentence in told.after)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_escapes(tmp_path: Path, roster: Path, language: Language) -> None:
    """One file that fetches nothing; a name with markup is text; headings, table heads and the picture can be read."""
    path = tmp_path / "letter.html"
    done = write_letter(str(EVERY), Asked(rep="E1", roster=roster), path, {"lang": language})
    text = path.read_text(encoding="utf-8")
    page = _Page(text)
    assert done.data["letter"] == str(path)
    assert not [tag for tag, _ in page.tags if tag in ("script", "img", "iframe")]
    assert "Ann <b>Smith</b>" in page.text
    assert not re.findall(r"(?:src|href)=\"(?!data:|#)", text)
    assert "url(http" not in text
    assert ("html", {"lang": "zh-CN" if language == "zh" else "en"}) in page.tags
    assert all(attrs.get("scope") for tag, attrs in page.tags if tag == "th")
    (picture,) = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert picture["role"] == "img"
    assert "100 %" in (picture["aria-label"] or "")
    assert sum(tag == "h1" for tag, _ in page.tags) == 1
    for word in ("signatures", "employee", "manager", "company", "date"):
        assert WORDS[word].text(language) in page.text


def test_examples_are_the_engines_amounts(roster: Path) -> None:
    """The table of examples has each component's pay as the engine gives it, and its columns add up."""
    plan_file = load_plan(EVERY)
    curve = PayCurve(plan_file.plan, standing(str(EVERY), plan_file, Asked(rep="E2", roster=roster)))
    letter = letter_of(plan_file, curve, "en")
    (part,) = [part for part in letter.parts if part.key == "examples"]
    grid = part.pieces[0].grid
    assert grid is not None

    def coins(cell: str) -> int:
        return round(float(cell.replace("¥", "").replace(",", "")) * 100)

    for column, attainment in enumerate(EXAMPLES, 1):
        paid = curve.sweep.paid(attainment).sum(axis=0)
        rows = {row[0]: coins(row[column]) for row in grid.rows[:-1]}
        assert rows.pop("In all") == paid.sum() == sum(rows.values())
        assert rows["Commission"] == paid[1]


def test_only_what_is_for_the_role_is_told(roster: Path) -> None:
    """The override is for leads: a rep's letter names it among what is not for her, the lead's explains it."""
    plan_file = load_plan(EVERY)
    said = {}
    for rep in ("E1", "E2"):
        curve = PayCurve(plan_file.plan, standing(str(EVERY), plan_file, Asked(rep=rep, roster=roster)))
        (part,) = [part for part in letter_of(plan_file, curve, "en").parts if part.key == "components"]
        said[rep] = ([piece.title for piece in part.pieces], [s for piece in part.pieces for s in piece.quiet])
    assert "Override" in said["E2"][0]
    assert "Override" not in said["E1"][0]
    assert any("Override" in sentence for sentence in said["E1"][1])
    assert not said["E2"][1]


@pytest.mark.parametrize(("city", "said"), [("shenzhen", "is to be confirmed"), ("none", "none checked")])
def test_legal_notes_go_with_it(tmp_path: Path, roster: Path, city: str, said: str) -> None:
    """A city's unconfirmed limits are named; without a city the letter says that nothing was checked."""
    path = tmp_path / "plan.yaml"
    text = EVERY.read_text(encoding="utf-8").replace("city: shenzhen", f"city: {city}")
    path.write_text(
        text.replace("name: {en: Minimum wage, zh: 最低工资补差}", "name: Top, minimum: 2000"), encoding="utf-8"
    )
    letter = tmp_path / "letter.md"
    write_letter(str(path), Asked(rep="E2", roster=roster), letter, {"lang": "en"})
    assert said in letter.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_says_what_the_page_says(roster: Path, language: Language) -> None:
    """Every sentence of the page stands in the Markdown, too; a name's markup is escaped."""
    plan_file = load_plan(EVERY)
    curve = PayCurve(plan_file.plan, standing(str(EVERY), plan_file, Asked(rep="E1", roster=roster)))
    letter = letter_of(plan_file, curve, language)
    text, page = as_markdown(letter), _Page(as_page(letter)).text
    plain = re.sub(r"[\s\u2060]+", "", page)
    for part in letter.parts:
        for piece in part.pieces:
            for sentence in (*piece.says, *piece.after, *piece.quiet):
                assert escaped(sentence) in text
                assert re.sub(r"\s+", "", sentence) in plain
    assert "\\<b\\>" in text


def test_a_scenarios_rep_is_found_in_it(tmp_path: Path) -> None:
    """From a scenario the letter needs no roster: quota by quarter sums to the rep's target, by name in Chinese."""
    path = tmp_path / "letter.md"
    done = write_letter("baseline", Asked(rep="陈晨"), path, {"lang": "zh"})
    assert done.data["rep"] == "E101"
    text = path.read_text(encoding="utf-8")
    assert "陈晨" in text
    quotas = re.findall(r"¥([\d,.]+) \|$", text[: text.index("## 薪酬构成")], re.MULTILINE)
    together = re.search(r"合计 ¥([\d,.]+)。", text)
    assert together is not None
    amounts = [round(float(cell.replace(",", "")) * 100) for cell in quotas[-4:]]
    assert sum(amounts) == round(float(together[1].replace(",", "")) * 100)


@pytest.mark.parametrize(
    ("rep", "name", "said"),
    [
        (None, "letter.html", "whose letter is it"),
        ("E1", "letter.docx", "should end in .html or .md"),
        ("E9", "letter.html", "nobody on the roster of 2"),
    ],
)
def test_faults_leave_no_file(tmp_path: Path, roster: Path, rep: str | None, name: str, said: str) -> None:
    """What is wrong is said with its option, and nothing is written."""
    asked = Asked(rep=rep, roster=roster if rep else None)
    with pytest.raises(ScenarioFaults, match=said):
        write_letter(str(EVERY), asked, tmp_path / name, {"lang": "en"})
    assert not (tmp_path / name).exists()
