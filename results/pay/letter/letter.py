"""`pay letter`: the letter of one person, from a plan file and a roster or from a scenario."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from results import store
from results.pay.curve import WORDS as CURVE_WORDS
from results.pay.curve import curve_notes
from results.pay.curve_facts import PayCurve
from results.pay.exact import exact_money, exact_share, shown_share
from results.pay.letter.markdown import as_markdown
from results.pay.letter.page import as_page
from results.pay.letter.view import Letter, Part, Piece
from results.pay.letter.words import said
from results.pay.speaker import Person, Speaker
from results.pay.standing import Asked, Standing, standing
from results.pay.telling import Grid, rounding_in_words, tell
from results.render.pay_chart import PAGE, draw_pay, shares_below
from results.render.tables import Table
from results.render.words import Language
from results.report.drawing import inlined
from results.work import Done, Options
from results.writing import written_whole
from scenarios.company import WorkingDays, months_after
from scenarios.faults import Fault
from scenarios.legal.notes import legal_notes
from scenarios.legal.reading import read_city
from scenarios.load import ScenarioFaults
from scenarios.plan.terms import Component
from scenarios.plan_file import PlanFile, load_plan

EXAMPLES = (Fraction(4, 5), Fraction(1), Fraction(6, 5))
WRITERS = {".html": as_page, ".htm": as_page, ".md": as_markdown, ".markdown": as_markdown}
CLAUSES = ("rank_exit", "fines", "deposits", "negative_pay", "interest", "leavers_lose_bonus",
           "leavers_lose_uncollected", "cuts_targets_back")  # fmt: skip


def write_letter(source: str, asked: Asked, output: Path | None, options: Options) -> Done:
    """The letter in a file, whole or not at all.

    Of options: `lang`, and if given `overrides`. Raises ScenarioFaults with everything that is wrong.
    """
    overrides = tuple(options.get("overrides", ()))
    if output is not None and output.suffix.lower() not in WRITERS:
        message = "should end in .html or .md, by which the letter is written"
        raise ScenarioFaults([Fault("-o", 0, "", message, str(output))])
    if asked.rep is None:
        raise ScenarioFaults([Fault("--rep", 0, "", "whose letter is it? name somebody by id or name")])
    plan_file = load_plan(source, overrides)
    who = standing(source, plan_file, asked, overrides)
    curve = PayCurve(plan_file.plan, who)
    letter = letter_of(plan_file, curve, options["lang"])
    identity = who.payees.ids[who.place]
    path = output or store.home() / f"letter-{Path(source).stem}-{identity}.html"
    with written_whole(path) as draft:
        draft.write_text(WRITERS[path.suffix.lower()](letter), encoding="utf-8")
    done = Done([Table(letter.title, (), (), (str(path),))], notes=[f"letter written to {path}"])
    done.data = letter_data(plan_file, curve, letter, path)
    return done


def letter_of(plan_file: PlanFile, curve: PayCurve, language: Language) -> Letter:
    """The letter of the person whose curve this is."""
    who, plan = curve.who, plan_file.plan
    parts = [
        _quota(plan_file, curve, language),
        _components(plan_file, curve, language),
        _examples(plan_file, curve, language),
        _curve(plan_file, curve, language),
        _crediting(plan_file, language),
        _rules(plan_file, curve, language),
        _legal(plan_file, language),
    ]
    title = said("lead", language, plan=plan.name.text(language), name=who.name.text(language))
    company = plan_file.company.name.text(language)
    kicker = " · ".join(text for text in (company, said("title", language)) if text)
    signers = tuple(said(key, language) for key in ("employee", "manager", "company"))
    line = (said("name_and_signature", language), said("date", language))
    return Letter(language, kicker, title, said("intro", language), _facts(plan_file, who, language), tuple(parts),
                  said("signatures", language), said("signed", language), signers, line)  # fmt: skip


# ── who, and how much ───────────────────────────────────────────────────────────────────────────


def _facts(plan_file: PlanFile, who: Standing, language: Language) -> tuple[tuple[str, str], ...]:
    payees, place, currency = who.payees, who.place, plan_file.company.currency
    base, variable = payees.base[place], payees.variable[place]
    facts: list[tuple[str, str | None]] = [
        ("name", who.name.text(language)),
        ("id", payees.ids[place]),
        ("level", who.level.text(language) or None),
        ("role", who.role.text(language) if who.role else None),
        ("team", who.team.text(language) if who.team else None),
        ("year", _year(plan_file, language)),
        ("version", plan_file.plan.version or None),
        ("published", str(plan_file.plan.published) if plan_file.plan.published else None),
        ("base", exact_money(base, currency)),
        ("variable", exact_money(variable, currency)),
        ("ote", exact_money(12 * base + variable, currency)),
    ]
    if base + variable:
        fixed = round(100 * 12 * base / (12 * base + variable))
        facts.append(("mix", f"{fixed} : {100 - fixed}"))
    return tuple((said(key, language), value) for key, value in facts if value is not None)


def _year(plan_file: PlanFile, language: Language) -> str:
    calendar = plan_file.company.calendar
    if isinstance(calendar, WorkingDays):
        last = calendar.month_start(calendar.months) - timedelta(days=1)
        return said("days", language, first=calendar.start, last=last)
    return said("months", language, months=calendar.months)


def _quota(plan_file: PlanFile, curve: PayCurve, language: Language) -> Part:
    """Quarter by quarter, with the months."""
    title, currency = said("quota", language), plan_file.company.currency
    if curve.by_amount:
        return Part("quota", title, (Piece(says=(said("no_quota", language),)),))
    quotas = [int(coins) for coins in curve.who.payees.quota[curve.who.place]]
    rows = []
    for first in range(0, len(quotas), 3):
        months = quotas[first : first + 3]
        cells = [exact_money(coins, currency) for coins in months] + [""] * (3 - len(months))
        rows.append((_quarter(plan_file, first, language), *cells, exact_money(sum(months), currency)))
    heads = ("period", "first_month", "second_month", "third_month", "together")
    told = said("quota_of", language, quota=exact_money(sum(quotas), currency))
    return Part("quota", title, (Piece(says=(told,), grid=Grid(tuple(said(h, language) for h in heads), tuple(rows))),))


def _quarter(plan_file: PlanFile, first: int, language: Language) -> str:
    name, calendar = said("quarter", language, number=first // 3 + 1), plan_file.company.calendar
    if not isinstance(calendar, WorkingDays):
        return name
    begins = months_after(calendar.start, first)
    ends = months_after(calendar.start, min(first + 3, calendar.months)) - timedelta(days=1)
    return f"{name} ({begins:%Y-%m} – {ends:%Y-%m})"


# ── what is paid ────────────────────────────────────────────────────────────────────────────────


def _mine(curve: PayCurve) -> list[Component]:
    return [c for c in curve.plan.components if curve.sweep.maker.paid(c, curve.sweep.place)]


def speaker_of(plan_file: PlanFile, curve: PayCurve, language: Language) -> Speaker:
    payees, place = curve.who.payees, curve.who.place
    return Speaker(plan_file, language, Person(payees.base[place], payees.variable[place], payees.minimum_wage))


def _components(plan_file: PlanFile, curve: PayCurve, language: Language) -> Part:
    """Every component that pays this person, in plain words; and the names of the others."""
    to, mine = speaker_of(plan_file, curve, language), _mine(curve)
    pieces = []
    for component in mine:
        told = tell(component, to)
        pieces.append(Piece(told.title, told.before, told.grid, (*told.after, *told.when)))
    others = [c.name.text(language) for c in plan_file.plan.components if c not in mine]
    if others:
        pieces.append(Piece(quiet=(said("not_paid", language, names=to.joined(others)),)))
    return Part("components", said("components", language), tuple(pieces))


def _examples(plan_file: PlanFile, curve: PayCurve, language: Language) -> Part:
    currency, plan = plan_file.company.currency, plan_file.plan
    paid = {x: curve.sweep.paid(x).sum(axis=0) for x in EXAMPLES}
    rows = [
        (c.name.text(language), *(exact_money(int(paid[x][i]), currency) for x in EXAMPLES))
        for i, c in enumerate(plan.components) if any(paid[x][i] for x in EXAMPLES)
    ]  # fmt: skip
    totals = (exact_money(int(paid[x].sum()), currency) for x in EXAMPLES)
    rows.append((said("in_all", language), *totals))
    sums = 1
    if curve.of_target(0) is not None:
        shares = (exact_share(round(curve.of_target(curve.sweep.year(x)) or 0, 3)) for x in EXAMPLES)
        rows.append((said("of_target", language), *shares))
        sums = 2
    if curve.by_amount:
        heads = [said("sold", language, amount=exact_money(curve.amount(x), currency)) for x in EXAMPLES]
    else:
        heads = [said("at", language, share=exact_share(x)) for x in EXAMPLES]
    grid = Grid((said("component", language), *heads), tuple(rows))
    notes = tuple(note.text(language) for note in curve_notes(curve, plan_file)[1:])
    piece = Piece(says=(said("examples_say", language),), grid=grid, quiet=notes, sums=sums)
    return Part("examples", said("examples", language), (piece,))


def _curve(plan_file: PlanFile, curve: PayCurve, language: Language) -> Part:
    """The picture, and every edge in a table."""
    currency = plan_file.company.currency
    points = [Fraction(1, 2), *EXAMPLES, Fraction(3, 2)]
    shown = [exact_money(curve.amount(x), currency) if curve.by_amount else exact_share(x) for x in points]
    told = [
        said("curve_says", language, share=share, pay=exact_money(curve.sweep.year(x), currency))
        for x, share in zip(points, shown, strict=True)
    ]
    says = ("；" if language == "zh" else "; ").join(told)
    title = said("curve_title", language)

    def draw(axis: Any) -> None:
        draw_pay(axis, curve, currency, language, PAGE)
        shares_below(axis, curve, currency, language)

    picture = inlined("curve", f"{title}. {says}", draw, 360)
    rows = tuple(
        (
            exact_money(curve.amount(mark.attainment), currency) if curve.by_amount
            else shown_share(mark.attainment),
            curve.plan.components[mark.component].name.text(language),
            CURVE_WORDS[mark.kind].text(language),
            exact_money(mark.jump, currency) if mark.jump else "–",
        )
        for mark in curve.marks
    )  # fmt: skip
    heads = tuple(CURVE_WORDS[key].text(language) for key in ("where", "component", "what", "jump"))
    piece = Piece(said("marks", language) if rows else "", grid=Grid(heads, rows) if rows else None, texts=(1, 2))
    return Part("curve", said("curve", language), (piece,), picture, says)


# ── rules ───────────────────────────────────────────────────────────────────────────────────────


def _crediting(plan_file: PlanFile, language: Language) -> Part:
    credit, to = plan_file.plan.credit, Speaker(plan_file, language)
    says = [said(credit.reversals, language)]
    if credit.within_days is not None and credit.reversals != "none":
        says.append(said("within", language, days=credit.within_days))
    says.append(said("new_after", language, months=credit.new_after_months))
    if credit.house_accounts:
        says.append(said("house", language, names=to.joined(credit.house_accounts)))
    return Part("crediting", said("crediting", language), (Piece(says=tuple(says)),))


def _rules(plan_file: PlanFile, curve: PayCurve, language: Language) -> Part:
    """Rounding, versions, and what the plan's text says beside pay."""
    plan, to = plan_file.plan, speaker_of(plan_file, curve, language)
    says = [rounding_in_words(plan.rounding, to)]
    says += [said(key, language) for key in CLAUSES if getattr(plan.clauses, key)]
    if plan.clauses.deducts:
        says.append(said("deducts", language, share=exact_share(plan.clauses.deducts)))
    published = plan.published or said("not_published", language)
    says.append(said("versions", language, version=plan.version or said("unnamed", language), published=published))
    return Part("rules", said("rules", language), (Piece(says=tuple(says)),))


def _legal(plan_file: PlanFile, language: Language) -> Part:
    city, faults = read_city(plan_file.company.city)
    if city is None:
        raise ScenarioFaults(faults)
    notes = tuple(note.text(language) for note in legal_notes(city))
    return Part("legal", said("legal", language), (Piece(quiet=notes),))


def letter_data(plan_file: PlanFile, curve: PayCurve, letter: Letter, path: Path) -> dict[str, Any]:
    """What the letter says, as plain values; amounts in coins."""
    ids = [c.id for c in plan_file.plan.components]
    return {
        "letter": str(path),
        "rep": curve.who.payees.ids[curve.who.place],
        "version": plan_file.plan.version,
        "currency": plan_file.company.currency.code,
        "components": [{"id": c.id, "kind": getattr(c, "kind", "")} for c in _mine(curve)],
        "examples": [
            {
                "attainment": None if curve.by_amount else float(x),
                "amount": curve.amount(x),
                "pays": dict(zip(ids, map(int, curve.sweep.paid(x).sum(axis=0)), strict=True)),
            }
            for x in EXAMPLES
        ],
        "says": [[piece.title, *piece.says, *piece.after, *piece.quiet] for p in letter.parts for piece in p.pieces],
    }
