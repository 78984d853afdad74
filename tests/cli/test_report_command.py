"""`report`: one file that fetches nothing, with the numbers of `run` and `compare`, in two languages, about nobody."""

import json
import re
import shutil
import subprocess
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from commands import BASELINE, ONCE, SMALL, data, fine, quotalab

import results.live
from results.block import Block, save_block
from results.section import Column, Section
from scenarios.base import Label
from scenarios.crm.fit.interval import Fitted
from scenarios.load import load

PILOT = BASELINE[1:]
COMPARED = ("compare", "baseline", "capped", *PILOT, *ONCE)
FIELDS = ("src", "href", "action", "data", "poster", "srcset", "xlink:href")


class Reader(HTMLParser):
    """A page taken apart: its tags with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text.replace("<wbr>", ""))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """All its words, with plain spaces."""
        return " ".join(self.words).replace("\u00a0", " ").replace("\u2060", "")


def page(runs: Path, *words: str) -> str:
    """The report that a command writes."""
    printed = fine(quotalab(runs, "report", *words)).stdout
    return Path(printed.strip()).read_text(encoding="utf-8")


@cache
def both_plans(runs: Path, *words: str) -> str:
    """The report of the baseline and the capped plan, made once for all tests that only look at it."""
    return page(runs, "baseline", "capped", *words, "-o", str(runs / "pages" / "a.html"))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of runs with the baseline and the capped plan of eight years each."""
    runs = tmp_path_factory.mktemp("company")
    fine(quotalab(runs, *COMPARED))
    return runs


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_fetches_nothing(company: Path, language: str) -> None:
    """No address, no script, no font, no picture from anywhere; the page even forbids it to browsers."""
    text = both_plans(company, "--lang", language)
    read = Reader(text)
    assert re.findall(r"(?i)\bhttps?:|//\w|@import|@font-face", text) == []
    links = [value for _, fields in read.tags for key, value in fields.items() if key in FIELDS]
    assert [link for link in links if not link.startswith("#") and link != "data:,"] == []
    assert [place for place in re.findall(r"url\(([^)]*)\)", text) if not place.startswith("#")] == []
    assert {"script", "img", "iframe", "object", "embed"} & {tag for tag, _ in read.tags} == set()
    assert "default-src 'none'" in text
    assert len(text.encode()) < 300_000


def test_ids_are_unique_and_pictures_are_said(company: Path) -> None:
    """No id stands twice, and every picture tells its finding to who cannot see it."""
    read = Reader(both_plans(company, "--lang", "en"))
    ids = [fields["id"] for _, fields in read.tags if "id" in fields]
    assert len(ids) == len(set(ids)) > 8
    pictures = [fields for tag, fields in read.tags if tag == "svg"]
    assert len(pictures) >= 10
    assert all(fields["role"] == "img" and len(fields["aria-label"]) > 20 for fields in pictures)


def test_numbers_are_those_of_run_and_compare(company: Path, tmp_path: Path) -> None:
    """With --json the figures are those that `run` and `compare` print, and the page's first sentence says them."""
    told = data(company, "report", "baseline", "capped", "-o", str(tmp_path / "a.html"))
    assert told["run"] == data(company, "run", *BASELINE, *ONCE)
    assert told["comparisons"] == data(company, *COMPARED)["comparisons"]
    figures, change = told["run"]["company"], told["comparisons"][0]["company"]["bookings"]["difference"]
    text = Reader(Path(told["report"]).read_text(encoding="utf-8")).text
    low, high = figures["hit"]["interval"]
    assert f"{100 * figures['hit']['mean']:.0f} % chance ({100 * low:.0f} … {100 * high:.0f}) to reach ¥96.00 m" in text
    assert f"¥{figures['bookings']['mean'] / 1e6:.2f} m of bookings expected" in text
    assert f"bookings -¥{-change['mean'] / 1e6:.2f} m" in text


def test_ranges_over_assumptions_are_those_of_the_commands(tmp_path: Path) -> None:
    """`run` and `compare` leave their ranges with the runs, and the report shows the same."""
    capped = tmp_path / "capped.yaml"
    capped.write_text(
        f"extends: {SMALL}\nplan: {{components: [{{id: commission, cap: {{at: 1}}}}]}}\n", encoding="utf-8"
    )
    words = ("compare", SMALL, str(capped), "--replications", "8")
    compared = data(tmp_path, *words)["comparisons"]
    told = data(tmp_path, "report", "small_company", "capped")
    assert told["comparisons"] == compared
    assert told["run"] == data(tmp_path, "run", SMALL, "--replications", "8")
    low, high = told["run"]["company"]["hit"]["over_assumptions"]
    text = Reader(Path(told["report"]).read_text(encoding="utf-8")).text
    assert f"the chance lies between {100 * low:.0f} … {100 * high:.0f} %" in text


def test_both_languages(company: Path) -> None:
    """Chinese heads, names and amounts with --lang zh, English ones without."""
    english, chinese = (both_plans(company, "--lang", language) for language in ("en", "zh"))
    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english
    for word in ("财年模拟报告", "达标概率", "各阶段漏斗", "薪酬成本与预算", "潜在客户开发", " 万"):
        assert word in Reader(chinese).text
        assert word not in english
    for word in ("Pay cost", "Funnel", "Small print", "expected"):
        assert word in english
        assert word not in Reader(chinese).text


def test_the_same_runs_give_the_same_bytes(company: Path, tmp_path: Path) -> None:
    """Written twice, the file is the same to the byte; English is the language if none is named."""
    assert page(company, "baseline", "capped", "-o", str(tmp_path / "b.html")) == both_plans(company, "--lang", "en")


def test_report_lies_beside_the_runs_unless_told_otherwise(tmp_path: Path) -> None:
    """Without -o its name is made of the scenarios'; with it the folder is made, and the path is all of stdout."""
    fine(quotalab(tmp_path, "run", SMALL, *ONCE))
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    for word in (str(folder), folder.name, "small_company"):
        assert fine(quotalab(tmp_path, "report", word)).stdout == f"{tmp_path / 'report-small_company.html'}\n"
    deep = tmp_path / "deep" / "er" / "mine.html"
    assert fine(quotalab(tmp_path, "report", "small_company", "--output", str(deep))).stdout == f"{deep}\n"
    assert deep.read_bytes() == (tmp_path / "report-small_company.html").read_bytes()


def test_what_a_person_wrote_is_text(tmp_path: Path) -> None:
    """Markup in a title, a name or a source is shown as it is written, in text and pictures, and never obeyed."""
    evil = '<script>alert(1)</script> & "x" $y$ --> </svg>'
    source = tmp_path / "evil.yaml"
    plan = f"plan: {{name: {json.dumps(evil)}, components: [{{id: commission, name: {json.dumps(evil)}}}]}}"
    about = f"sources: [{{path: plan, kind: given, source: {json.dumps(evil)}}}]"
    text = f"extends: {SMALL}\ntitle: {json.dumps(evil)}\n{plan}\ncompany: {{name: {json.dumps(evil)}}}\n{about}\n"
    source.write_text(text, encoding="utf-8")
    fine(quotalab(tmp_path, "compare", SMALL, str(source), *ONCE))
    written = page(tmp_path, "evil", "small_company")
    read = Reader(written)
    assert "script" not in {tag for tag, _ in read.tags}
    assert read.text.count(evil) > 10
    pictures = [tag for tag, _ in read.tags if tag == "svg"]
    assert len(pictures) == written.count("</svg>")


def test_faults_are_said_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    """Another seed, other replications, no run, a wrong ending: exit 2, plain lines, no file."""
    for words in (ONCE, (*ONCE, "--seed", "2"), ("--replications", "4", "--no-assumptions")):
        fine(quotalab(tmp_path, "run", SMALL, *words))
    runs = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    (tmp_path / "notes").mkdir()
    result = quotalab(tmp_path, "report", *runs, "notes", "nowhere")
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) >= 4
    for told in (
        "differences need the same draws",
        "neither manifest.json nor block.json",
        "nowhere: there is no such",
    ):
        assert told in result.stderr
    wrong = quotalab(tmp_path, "report", runs[0], "-o", str(tmp_path / "a.pdf"))
    assert (wrong.exit_code, "should end in .html" in wrong.stderr) == (2, True)
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".html", ".pdf")]


def test_an_unfinished_run_is_finished_by_its_own_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report says what to do; done, it is written, and is that of a run that was never interrupted."""
    monkeypatch.setattr(results.live, "PART", 4)
    whole = fine(quotalab(tmp_path / "whole", "run", SMALL, *ONCE))
    real = results.live.chunk_of

    def stop(year: Any, first: int, *rest: Any) -> Any:
        if first:
            raise KeyboardInterrupt
        return real(year, first, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(results.live, "chunk_of", stop)
        assert quotalab(tmp_path / "cut", "run", SMALL, *ONCE).exit_code == 130
    result = quotalab(tmp_path / "cut", "report", "small_company")
    assert result.exit_code == 2
    assert "run the same command again to finish it: quotalab run" in result.stderr
    assert fine(quotalab(tmp_path / "cut", "run", SMALL, *ONCE)).stdout == whole.stdout
    assert page(tmp_path / "cut", "small_company") == page(tmp_path / "whole", "small_company")


def test_a_run_of_another_version_is_shown_with_a_note(tmp_path: Path) -> None:
    """It can be read, and stderr and small print say that another version made it."""
    fine(quotalab(tmp_path, "run", SMALL, *ONCE))
    assert "another version" not in page(tmp_path, "small_company")
    (path,) = tmp_path.rglob("manifest.json")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"code": "0123456789abcdef"}), encoding="utf-8")
    result = fine(quotalab(tmp_path, "report", "small_company"))
    assert "was made by another version of the simulator (0123456789)" in result.stderr
    assert "was made by another version" in Path(result.stdout.strip()).read_text(encoding="utf-8")


def test_a_world_without_leads_has_no_funnel(company: Path, tmp_path: Path) -> None:
    """A direct market's report leaves the pipeline out; a funnel market's has it."""
    fine(quotalab(tmp_path, "run", SMALL, *ONCE))
    assert 'id="pipeline"' not in page(tmp_path, "small_company")
    text = both_plans(company, "--lang", "en")
    assert 'id="pipeline"' in text
    order = [fields["id"] for tag, fields in Reader(text).tags if tag == "section"]
    assert order == ["year", "reps", "payout", "pay", "pipeline", "seen", "differences", "inputs", "sources", "small"]
    assert re.search(r'<h2 class="chapter" id="details">Details</h2>\s*<section id="inputs">', text)


def people(source: str) -> list[str]:
    return [word for rep in load(source).people.reps for word in (rep.id, rep.name.en, rep.name.zh)]


def test_nobody_is_named_unless_asked_for(company: Path, tmp_path: Path) -> None:
    """Without --per-rep no id, no name and nobody's own pay; with it all of them."""
    paid = [rep["pay"]["mean"] for rep in data(company, "run", *BASELINE, *ONCE, "--per-rep")["reps"].values()]
    secret = [f"¥{pay:,.0f}" for pay in paid] + [f"¥{pay / 10_000:,.1f} 万（" for pay in paid]
    for lang in ("en", "zh"):
        plain = both_plans(company, "--lang", lang)
        assert [word for word in people("baseline") if word in plain] == []
        assert [pay for pay in secret if pay in plain] == []
    asked = both_plans(company, "--lang", "zh", "--per-rep")
    assert [rep.id for rep in load("baseline").people.reps if f"{rep.id} {rep.name.zh}" not in asked] == []
    told = data(company, "report", "baseline", "-o", str(tmp_path / "a.html"))
    assert "reps" not in told["run"]
    assert len(data(company, "report", "baseline", "--per-rep", "-o", str(tmp_path / "a.html"))["run"]["reps"]) == 24


def test_names_in_inputs_and_sources_are_hidden(tmp_path: Path) -> None:
    """One rep more, an assumption about another and a title with a name: all of it is shown without the names."""
    larger = tmp_path / "larger.yaml"
    larger.write_text(
        f"""extends: {SMALL}
title: {{en: What if Ada Quill gets help, zh: 欧阳甲有帮手}}
people:
  reps:
    - {{id: K-39, name: {{en: Ivy Sedge, zh: 宇文壬}}, team: north, level: grade}}
sources:
  - {{path: "people.reps[K-31].hours_per_day", kind: assumed, source: Ivy Sedge said so, factor: [0.5, 1.5]}}
""",
        encoding="utf-8",
    )
    fine(quotalab(tmp_path, "compare", str(larger), SMALL, "--replications", "4"))
    for lang in ("en", "zh"):
        text = page(tmp_path, "larger", "small_company", "--lang", lang)
        assert [word for word in people(str(larger)) if word in text] == []
        assert "people.reps[…]" in Reader(text).text


def test_anonymised_runs_stay_anonymised(tmp_path: Path) -> None:
    """Even with --per-rep people stand under their codes, and the numbers are the plain run's."""
    fine(quotalab(tmp_path, "run", SMALL, *ONCE, "--anonymise"))
    text = page(tmp_path, "small_company", "--per-rep")
    assert [word for word in people(SMALL) if word in text] == []
    assert "rep-" in text
    fine(quotalab(tmp_path / "plain", "run", SMALL, *ONCE))
    both = [data(folder, "report", "small_company")["run"] for folder in (tmp_path, tmp_path / "plain")]
    assert both[0] == both[1]


def finding() -> Block:
    heads = (Column("shock", Label(en="Shock", zh="冲击")), Column("t", Label(en="100 %", zh="100 %"), "share"))
    rows = ((Label(en="demand <less>", zh="需求减少"), Fitted(0.25, 0.2, 0.31, 200)), ("nothing", 1.0))
    heat = Section("heat", Label(en="Chance", zh="概率"), heads, rows, more={"shade": "share", "at": 1})
    cost = Section("cost", Label(en="Cost", zh="代价"), (heads[0], Column("m", Label(en="Margin", zh="毛利"), "money")),
                   (("demand", 24_400_000.0),))  # fmt: skip
    lead = (Label(en="Demand hurts most.", zh="需求影响最大。"), Label(en="Then price.", zh="其次是价格。"))
    return Block("stress", Label(en="Stress test", zh="压力测试"), lead, (heat, cost), "CNY")


def test_findings_are_shown_beside_runs_and_alone(tmp_path: Path) -> None:
    """A finding's sentences and tables stand in the page, the heat map coloured; alone, its first is the answer."""
    save_block(tmp_path / "small-stress-0123456789", finding())
    fine(quotalab(tmp_path, "run", SMALL, *ONCE))
    text = page(tmp_path, "small_company", "small-stress")
    read = Reader(text)
    assert read.text.count("Demand hurts most.") == 2  # in short, and in its own part
    for told in ("25.0 % (20.0 … 31.0)", "demand <less>", "¥24.40 m", "Then price.", "The framed column"):
        assert told in read.text
    shades = [fields["style"] for tag, fields in read.tags if tag == "td" and "background" in fields.get("style", "")]
    assert len(set(shades)) == 2
    alone = page(tmp_path, "small-stress", "--lang", "zh")
    assert re.search(r"<h1>需求影响最大。</h1>", alone)
    assert "small-stress-0123456789" in Reader(alone).text
    for lang, note, kind in (
        ("en", "may rest on other seeds", "stress test"),
        ("zh", "随机种子和模拟年数可能", "压力测试"),
    ):
        beside = text if lang == "en" else page(tmp_path, "small_company", "small-stress", "--lang", lang)
        assert (
            beside.index('id="pay"') < beside.index(note) < beside.index("<h2>Stress" if lang == "en" else "<h2>压力")
        )
        row = re.search(r"small-stress-0123456789.*?</tr>", beside, re.DOTALL)
        assert row
        assert kind in row[0]
        assert note not in alone
        assert note not in page(tmp_path, "small_company", "--lang", lang)
    assert "¥2,440.0 万" in Reader(alone).text
    assert data(tmp_path, "report", "small-stress")["blocks"][0]["heat"]["rows"][1]["t"] == 1.0


def test_kicker_says_which_fiscal_year(company: Path, tmp_path: Path) -> None:
    """With dates the first day and the months stand above the answer and in the title; without dates neither does."""
    start = load("baseline").company.calendar.start.isoformat()  # type: ignore[union-attr]
    for lang, told in (("en", f"12 months from {start}"), ("zh", f"自 {start} 起 12 个月")):
        text = both_plans(company, "--lang", lang)
        assert told in text.split("</title>")[0]
        assert re.search(rf'class="kicker">[^<]*{told}', text)
    fine(quotalab(tmp_path, "run", SMALL, *ONCE, "--set", "company.calendar={kind: even, months: 12}"))
    assert "months from" not in page(tmp_path, "small_company")


def test_one_year_can_be_reported(tmp_path: Path) -> None:
    """A single replication has no intervals, and the page shows neither infinity nor question marks for them."""
    fine(quotalab(tmp_path, "run", SMALL, "--replications", "1", "--no-assumptions"))
    text = Reader(page(tmp_path, "small_company")).text
    assert not re.search(r"\binf\b|\bnan\b|\?", text)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FRAME = """<!doctype html><iframe id="f" style="width: {width}px; height: 30000px; border: 0" src="{page}"></iframe>
<script>
addEventListener("load", () => {{
  const d = document.getElementById("f").contentDocument, w = d.defaultView;
  const sizes = [...d.querySelectorAll("svg text")].map(t => parseFloat(w.getComputedStyle(t).fontSize)
    * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width);
  document.title = "wide " + d.documentElement.scrollWidth + " least " + Math.min(...sizes)
    + " fetched " + w.performance.getEntriesByType("resource").length;
}});
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here to look at the page with")
@pytest.mark.parametrize("width", [360, 390, 1280])
def test_page_fits_a_phone(company: Path, tmp_path: Path, width: int) -> None:
    """In a browser: no scrolling sideways, text in pictures of 11 px and more from 390 px on, nothing fetched."""
    path = tmp_path / "a.html"
    path.write_text(both_plans(company, "--lang", "en"), encoding="utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(FRAME.format(width=width, page=path.name), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--allow-file-access-from-files",
             "--virtual-time-budget=5000", "--enable-logging=stderr",
             f"--user-data-dir={tmp_path / 'profile'}"]  # fmt: skip
    done = subprocess.run([str(CHROMIUM), *flags, "--dump-dom", frame.as_uri()], capture_output=True, text=True,
                          timeout=120, check=False)  # fmt: skip
    found = re.search(r"<title>wide (\d+) least ([\d.]+) fetched (\d+)</title>", done.stdout)
    assert found, done.stdout[-300:] + done.stderr[-600:]
    assert int(found[1]) <= width
    assert float(found[2]) >= (11 if width >= 390 else 10)
    assert found[3] == "0"
    assert not re.findall(r"CONSOLE.*", done.stderr)
