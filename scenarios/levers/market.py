"""Levers on the market: prospecting, campaigns, research, briefings, focus, ways of selling, channels."""

from scenarios.base import Label
from scenarios.levers.record import Indicator, Lever

HOURS = Label(en="hours a month and rep", zh="小时/人·月")
MONEY = Label(en="money a month", zh="元/月")
LOOKS = "market.prospecting={hours: 0, leads_per_hour: 0.6, half: 60, channel: marketing, segments: [{segment: mid}]}"
ADS = (
    "market.campaigns=[{id: ads, name: Ads, territory: land, segment: mid, channel: marketing, budget: 0,"
    " cost_per_lead: 500}]"
)
APEX = (
    "market.competitors=[{id: apex, name: Apex, uncertainty: 0.6,"
    " segments: [{segment: mid, strength: 1.5}, {segment: key, strength: 1.5}]}]"
)
DRIFT = (
    "market.needs={misfit: 1.2, lag: 6, briefing: 0, briefing_effect: 4,"
    " drifts: [{segment: mid, start: 0.8}, {segment: key, start: 0.8}]}"
)
BOOKS = (
    "market.playbooks=[{id: short, name: Short, segments: [], hours: 0.7,"
    " suits: [{segment: mid, lift: 0.5}, {segment: key, lift: -1.0}]}]"
)
FAIR = (
    "market.channels=[{id: marketing, name: Marketing}, {id: existing, name: Existing, new_customer: false, fit: 0.6},"
    " {id: fair, name: Fair}]"
)
TRIAL = (
    "market.pilots=[{id: fair, name: Fair, channel: fair, territory: land, segment: mid, leads: 0, adopted: 60,"
    " hurdle: 1000, prior: 900, prior_sd: 3000, lead_sd: 8000, certainty: 0.8, wait: 3}]"
)
CLAIMS = (
    "market.channels=[{id: marketing, name: Marketing}, {id: existing, name: Existing, new_customer: false, fit: 0.6,"
    " cost: {share: 0.15}}]",
    "market.registration={claims: [{channel: marketing, also: existing, share: 0.4}]}",
)

MARKET: tuple[Lever, ...] = (
    Lever(
        id="prospecting_hours",
        name=Label(en="Own prospecting", zh="自主开发"),
        about=Label(
            en="Reps give hours to finding customers; each further hour brings less, and all are missing elsewhere.",
            zh="销售投入时间自己找客户；小时越多，每小时带来的线索越少，且占用跟进时间。",
        ),
        requirement=("C02", "D03"),
        paths=("market.prospecting.hours",),
        unit=HOURS,
        base=(LOOKS,),
        dose=("market.prospecting.hours=20",),
        neutral=("market.prospecting.hours=0",),
        indicator=Indicator(top=("leads",)),
        direction=1,
    ),
    Lever(
        id="campaign_budget",
        name=Label(en="Campaigns", zh="获客投放"),
        about=Label(
            en="Money that brings leads of a channel; the more is spent, the dearer a further lead.",
            zh="花钱在某渠道获客；投得越多，新增线索越贵。",
        ),
        requirement=("D03", "M04"),
        paths=("market.campaigns[*].budget",),
        unit=MONEY,
        base=(ADS,),
        dose=("market.campaigns[ads].budget=30000",),
        neutral=("market.campaigns[ads].budget=0",),
        indicator=Indicator(top=("leads",)),
        direction=1,
    ),
    Lever(
        id="research_budget",
        name=Label(en="Research on competitors", zh="竞争对手研究"),
        about=Label(
            en="Reports narrow what is known of competitors' strength; what is known and used takes a part of it away.",
            zh="研究报告缩小对竞争对手强度的不确定性；了解并加以运用，可抵消其一部分优势。",
        ),
        requirement=("L03",),
        paths=("market.research.budget", "market.research.counter"),
        unit=MONEY,
        base=(APEX, "market.research={budget: 0, cost_per_report: 10000, noise: 0.2, counter: 0.5}"),
        dose=("market.research.budget=100000",),
        neutral=("market.research.counter=0",),
        books=("research_cost", "market_cost", "research_sd:", "estimated:"),
        indicator=Indicator(top=("won_deals",)),
        direction=1,
        lag=1,
        replications=160,
    ),
    Lever(
        id="briefing_hours",
        name=Label(en="Briefings on the market", zh="市场趋势简报"),
        about=Label(
            en="Hours of briefings shorten the time in which reps adapt to what customers newly need.",
            zh="定期简报缩短销售适应客户新需求的时间。",
        ),
        requirement=("F11", "L05"),
        paths=("market.needs.briefing",),
        unit=HOURS,
        base=(DRIFT,),
        dose=("market.needs.briefing=4",),
        neutral=("market.needs.briefing=0",),
        indicator=Indicator(top=("won_deals",), per=("leads",)),
        direction=1,
        lag=1,
        replications=160,
    ),
    Lever(
        id="focus",
        name=Label(en="Focus on segments", zh="聚焦细分市场"),
        about=Label(
            en="Leads of other segments are declined: conversion rises if those kept fit better, reach falls.",
            zh="放弃其他细分市场的线索：保留的市场更匹配时转化率上升，覆盖面下降。",
        ),
        requirement=("K11",),
        paths=("market.focus.segments",),
        unit=Label(en="segments pursued", zh="所选细分市场"),
        base=(BOOKS, "market.playbooks[short].segments=[mid, key]", "market.focus={segments: [mid, key]}"),
        dose=("market.focus.segments=[mid]",),
        neutral=("market.focus.segments=[mid, key]",),
        indicator=Indicator(top=("won_deals",), per=("leads",)),
        direction=1,
        replications=160,
    ),
    Lever(
        id="playbook",
        name=Label(en="Way of selling in a segment", zh="细分市场打法"),
        about=Label(
            en="A playbook that suits a segment takes fewer hours and wins more; in the wrong one it loses.",
            zh="适合细分市场的打法省时且多赢单；用错了则丢单。",
        ),
        requirement=("K12",),
        paths=("market.playbooks[*].segments",),
        unit=Label(en="segments in which it is used", zh="使用该打法的细分市场"),
        base=(BOOKS,),
        dose=("market.playbooks[short].segments=[mid]",),
        neutral=("market.playbooks[short].hours=1", "market.playbooks[short].suits=[]"),
        indicator=Indicator(top=("won_deals",)),
        direction=1,
    ),
    Lever(
        id="feedback_learning",
        name=Label(en="Learning from lost customers", zh="根据丢单反馈调整"),
        about=Label(
            en="Segments whose customers say that we do not fit get less of our time in the months after.",
            zh="客户反馈不匹配的细分市场，后续月份减少投入。",
        ),
        requirement=("K09",),
        paths=("market.learning.step",),
        unit=Label(en="share of leads a month", zh="线索占比/月"),
        base=(DRIFT, "market.needs.lag=60", "market.loss_reasons={misfit: 1}",
              "market.learning={step: 0, threshold: 0.3, losses: 5}"),
        dose=("market.learning.step=0.4",),
        neutral=("market.learning.step=0",),
        indicator=Indicator(top=("segment_leads:mid",)),
        direction=-1,
        lag=1,
    ),
    Lever(
        id="deal_registration",
        name=Label(en="Deal registration", zh="渠道报备"),
        about=Label(
            en="Who registered a lead is paid for it, and nobody else: no contract pays two channels.",
            zh="谁先报备谁享有，同一合同不再向两个渠道付费。",
        ),
        requirement=("M06",),
        paths=("market.registration.registered", "market.registration.fee"),
        unit=Label(en="yes or no", zh="是否"),
        base=CLAIMS,
        dose=("market.registration.registered=true",),
        neutral=("market.registration.registered=false",),
        indicator=Indicator(top=("double_paid",)),
        direction=-1,
    ),
    Lever(
        id="trial_leads",
        name=Label(en="Leads of a channel on trial", zh="渠道试点线索"),
        about=Label(
            en="A few leads a month show what an unknown channel brings; the better known, the sooner it is adopted.",
            zh="每月少量线索检验未知渠道；了解越充分，越早决定采用。",
        ),
        requirement=("M05",),
        paths=("market.pilots[*].leads",),
        unit=Label(en="leads a month", zh="条线索/月"),
        base=(FAIR, TRIAL),
        dose=("market.pilots[fair].leads=30",),
        neutral=("market.pilots[fair].leads=0",),
        indicator=Indicator(top=("adopted:fair",), reading="last"),
        direction=1,
    ),
)  # fmt: skip
