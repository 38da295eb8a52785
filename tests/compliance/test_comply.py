"""The law's edges: days, limits met exactly, elements that are absent, plants in a row, years, seats, exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from recyc_cli import comply, quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.cli.app import run_command
from recyc_cli.errors import RecycError, RecycErrors

if TYPE_CHECKING:
    from pathlib import Path

    from recyc_cli.analysis.compliance.checks import Check
    from recyc_cli.analysis.compliance.comply import Compliance

EU = ["eu-2023-1542"]


def by_name(found: Compliance) -> dict[str, Check]:
    return {each.entry.name: each for each in found.checks}


def nmc(on: str = "2027-12-31", route: str = "hydro", **more: object) -> dict[str, Check]:
    return by_name(comply(on=on, rules=EU, chemistry="nmc622", route=route, **more))  # type: ignore[arg-type]


def written(folder: Path, text: str) -> str:
    path = folder / "masses.csv"
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("name", "day", "stands"),
    [
        ("efficiency-lithium-2025", "2025-12-30", False),
        ("efficiency-lithium-2025", "2025-12-31", True),
        ("efficiency-lithium-2025", "2030-12-30", True),
        ("efficiency-lithium-2025", "2030-12-31", False),
        ("efficiency-lithium-2030", "2030-12-30", False),
        ("efficiency-lithium-2030", "2030-12-31", True),
        ("nickel-2027", "2027-12-30", False),
        ("nickel-2027", "2027-12-31", True),
        ("nickel-2031", "2031-12-30", False),
        ("nickel-2031", "2031-12-31", True),
        ("content-nickel-2031", "2031-08-17", False),
        ("content-nickel-2031", "2031-08-18", True),
        ("content-nickel-2036", "2036-08-18", True),
    ],
)
def test_a_limit_stands_from_its_day_on(name: str, day: str, *, stands: bool) -> None:
    assert nmc(day)[name].in_force is stands


def test_every_limit_is_tried_the_day_before_and_on_its_day() -> None:
    library = open_library()
    for document in library.every("rules"):
        for held in document.tree.get("limits", {}).values():
            assert len(held["start"]) == len("2027-12-31"), document.name


def test_a_rate_at_its_limit_meets_it_despite_rounding() -> None:
    found = nmc("2031-12-31", "pyro")["copper-2031"]
    assert found.result is not None
    assert found.at_least is not None
    assert found.result < found.at_least, "sums and percentages are rounded: 0.95 and 0.9500000000000001"
    assert found.verdict == "pass"


def test_an_element_that_is_absent_has_no_rate() -> None:
    found = by_name(comply(on="2031-12-31", rules=EU, chemistry="lfp", route="hydro"))
    for name in ("cobalt-2031", "nickel-2031", "lead-2031"):
        assert (found[name].verdict, found[name].result) == ("not applicable", None)


def test_relithiation_gives_no_lithium_back() -> None:
    found = comply(on="2031-12-31", rules=EU, chemistry="nmc622", route="direct")
    cathode = next(each for each in found.judged[0][0].masses.outputs if each.name == "nmc622")
    lithium, brought = float(cathode.elements["li"]), float(cathode.reagents["li"])
    assert brought > 0.0
    rate = by_name(found)["lithium-2031"].result
    assert rate is not None
    fed = float(found.judged[0][0].masses.fed.elements["li"])
    assert rate == pytest.approx(lithium / fed, abs=1e-12)
    assert rate < (lithium + brought) / fed - 0.1


def test_what_the_model_recovers_is_what_the_law_counts() -> None:
    found = nmc()
    rates = {name: found[f"{name}-2027"].result for name in ("nickel", "cobalt", "copper")}
    assert rates == pytest.approx({"nickel": 0.95 * 0.98, "cobalt": 0.95 * 0.98, "copper": 0.9}, abs=1e-9)


def test_a_shredder_alone_has_no_rate() -> None:
    found = nmc(route="shred")["nickel-2027"]
    assert (found.verdict, found.result, found.depends_on) == ("depends", None, ("refiner",))
    assert found.span == pytest.approx((0.0, 0.95))


def test_two_plants_in_a_row_multiply() -> None:
    shares = {"mass": 0.6, "ni": 0.955, "li": 0.82}
    found = nmc(route="shred", refiner=shares)
    powder = 0.95
    assert found["nickel-2027"].result == pytest.approx(powder * 0.955, abs=1e-9)
    assert (found["nickel-2027"].verdict, found["nickel-2031"].verdict) == ("pass", "fail")


def test_a_shredder_of_a_route_that_goes_on_is_finished_by_it() -> None:
    chain, seat = nmc(), nmc(seat="shredder")
    assert seat["nickel-2027"].result == chain["nickel-2027"].result
    report = comply(on="2027-12-31", rules=EU, chemistry="nmc622", route="hydro", seat="shredder").to_dict()
    assert any("hydro" in words for words in report["rests_on"])


def test_a_refiner_answers_for_no_batteries() -> None:
    found = nmc(seat="refiner")
    assert {found[name].verdict for name in ("efficiency-lithium-2025", "nickel-2027")} == {"not applicable"}


def test_three_denominators() -> None:
    found = comply(on="2026-12-31", rules=["all"], chemistry="nmc622", route="hydro")
    by = {(each.entry.rule, each.entry.name): each for each in found.checks}
    eu, china = by["eu-2023-1542", "nickel-2027"].result, by["china-miit", "nickel"].result
    powder, india = by["china-miit", "powder"].result, by["india-bwmr", "recovery-2026"].result
    assert eu is not None
    assert china is not None
    assert powder is not None
    assert eu == pytest.approx(china * powder, abs=1e-9)
    assert india == by["eu-2023-1542", "efficiency-lithium-2025"].result
    limits = (("eu-2023-1542", "nickel-2027"), ("china-miit", "nickel"), ("china-miit", "powder"))
    assert len({by[key].per for key in limits}) == len(limits)


def test_a_year_is_its_lots_by_mass(tmp_path: Path) -> None:
    rows = ["side,name,t,lot,year,chemistry"]
    for lot, tonnes, share in (("a", 700, 0.656), ("b", 300, 0.58)):
        rows += [f"in,battery,{tonnes},{lot},2026,nmc622", f"out,steel,{tonnes * share},{lot},2026,nmc622"]
    found = comply(on="2026-12-31", rules=EU, outputs=written(tmp_path, "\n".join(rows)))
    rate = by_name(found)["efficiency-lithium-2025"]
    assert rate.result == pytest.approx(0.6332, abs=0.00005)
    assert (rate.period, rate.verdict) == ("2026", "fail")


def test_groups_of_chemistries_are_not_averaged(tmp_path: Path) -> None:
    rows = ["side,name,t,lot,year,chemistry"]
    for lot, chemistry, share in (("a", "nmc622", 0.8), ("b", "lfp", 0.7), ("c", "lead-acid", 0.5)):
        rows += [f"in,battery,100,{lot},2026,{chemistry}", f"out,steel,{100 * share},{lot},2026,{chemistry}"]
    found = by_name(comply(on="2026-12-31", rules=EU, outputs=written(tmp_path, "\n".join(rows))))
    assert found["efficiency-lithium-2025"].result == pytest.approx(0.75)
    assert found["efficiency-lead-2025"].result == pytest.approx(0.5)


def test_recycled_content_of_a_year(tmp_path: Path) -> None:
    text = """side,name,t,ni_%,co_%,li_%
active,cathode,1000,36.3,12.17,7.2
recycled,pre-consumer,36,55.555555556,33.333333333,5.555555556
recycled,post-consumer,11.5,52.173913043,34.782608696,13.043478261
"""
    found = by_name(comply(on="2031-08-18", rules=EU, outputs=written(tmp_path, text)))
    expected = {"nickel": (0.0716, "pass"), "cobalt": (0.1315, "fail"), "lithium": (0.0486, "fail")}
    for element, (rate, verdict) in expected.items():
        assert found[f"content-{element}-2031"].result == pytest.approx(rate, abs=0.00005)
        assert found[f"content-{element}-2031"].verdict == verdict


def test_the_credit_of_vehicles_is_over() -> None:
    for day, why in (("2025-10-01", "ended on 2025-09-30"), ("2026-12-31", "ended on 2025-09-30")):
        found = by_name(comply(on=day, rules=["us-credits"], chemistry="nmc622", route="hydro"))["vehicles"]
        assert (found.verdict, found.why) == ("not applicable", why)
    before = by_name(comply(on="2025-09-30", rules=["us-credits"], chemistry="nmc622", route="hydro"))["vehicles"]
    assert before.verdict == "depends"


@pytest.mark.parametrize(("year", "share"), [("2030", 0.1), ("2031", 0.075), ("2032", 0.05), ("2033", 0.025)])
def test_the_credit_of_minerals_falls(year: str, share: float) -> None:
    found = by_name(comply(on=f"{year}-06-30", rules=["us-credits"], chemistry="nmc622", route="hydro"))
    assert found["minerals"].result == pytest.approx(share)


def test_the_credit_of_minerals_ends() -> None:
    found = by_name(comply(on="2034-01-01", rules=["us-credits"], chemistry="nmc622", route="hydro"))["minerals"]
    assert (found.verdict, found.why) == ("not applicable", "paid until the end of 2033")


@pytest.mark.parametrize(("to", "verdict"), [("korea", "pass"), ("china", "fail"), ("", "depends")])
def test_black_mass_leaves_for_the_oecd_only(to: str, verdict: str) -> None:
    rules = ["eu-waste"]
    found = comply(on="2026-12-09", rules=rules, chemistry="nmc622", route="shred", region="germany", ship_to=to)
    assert (found.checks[0].verdict, found.checks[0].in_force) == (verdict, True)
    before = comply(on="2026-12-08", rules=rules, chemistry="nmc622", route="shred", region="germany", ship_to=to)
    assert not before.checks[0].in_force
    none = comply(on="2026-12-09", rules=rules, chemistry="nmc622", route="hydro", region="germany")
    assert none.checks[0].verdict == "not applicable"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("side,name,kg\nin,battery,100\nout,steel,101\n", "E398"),
        ("side,name,kg,ni_kg\nin,battery,100,10\nout,metal,20,11\n", "E398"),
        ("side,name,kg\nin,battery,0\nout,steel,0\n", "E397"),
        ("side,name,kg\nin,battery,nan\n", "E397"),
        ("side,name,kg\nin,battery,-5\n", "E397"),
        ("side,name,kg\nin,battery,1e999\n", "E397"),
        ("side,name,kg\ninside,battery,5\n", "E397"),
        ("side,name,kg,formula\nin,battery,100,\nout,salt,5,Xx2\n", "E397"),
        ("side,name,kg,formula,counts\nin,battery,100,,\nout,salt,5,NiSO4,co\n", "E397"),
        ("side,name,kg,nickle_kg\nin,battery,100,1\n", "E397"),
        ("side,name\nin,battery\n", "E397"),
        ("side,name,kg\n", "E397"),
    ],
)
def test_masses_that_cannot_be(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises((RecycError, RecycErrors)) as caught:
        comply(on="2026-12-31", rules=EU, outputs=written(tmp_path, text))
    assert code in {each.code for each in caught.value.errors}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--on", "2031"], "E192"),
        (["--switch", "casing=off"], "E191"),
        (["--switch", "weather=good"], "E191"),
        (["--refiner", "ni=150%"], "E193"),
        (["--rules", "mars"], "E101"),
    ],
)
def test_what_cannot_be_asked(words: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["comply", "nmc622", "--route", "hydro", "--region", "germany", *words]) == 2
    assert code in capsys.readouterr().err


def test_exit_codes(example: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["comply", "--outputs", example, "--rules", *EU, "-q"]
    assert run_command([*asked, "--on", "2026-12-31"]) == 0
    assert run_command([*asked, "--on", "2026-12-31", "--fail"]) == 0, "65 % turns on open questions"
    assert run_command([*asked, "--on", "2026-12-31", "--fail", "--strict"]) == 4
    assert run_command([*asked, "--on", "2027-12-30", "--fail"]) == 0
    assert run_command([*asked, "--on", "2027-12-31", "--fail"]) == 4, "copper"
    assert "recovery of copper (fail)" in capsys.readouterr().err


def test_the_output_says_once_that_it_is_no_advice(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("plain", "md", "html", "csv", "json"):
        words = ["comply", "nmc622", "--route", "hydro", "--region", "germany", "-q", "--format", form]
        assert run_command(words) == 0
        assert capsys.readouterr().out.lower().count("not legal advice") == 1, form
    assert run_command(["guide", "compliance"]) == 0
    assert capsys.readouterr().out.lower().count("not legal advice") == 1


def test_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["comply", "nmc622", "--route", "hydro", "--rules", "all", "--on", "2027-12-31", "--json", "-q"]
    told = []
    for _ in range(2):
        assert run_command(words) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert json.loads(told[0])["schema"] == "recyc.compliance/1"


def test_nothing_recycled_has_no_rate() -> None:
    with pytest.raises(RecycError) as caught:
        comply(on="2027-12-31", chemistry="nmc622", route="reuse")
    assert caught.value.code == "E190"


def test_a_duty_is_answered_by_the_plant(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["comply", "nmc622", "--route", "hydro", "--rules", "eu", "-q", "--fail", "--on"]
    after, before = [*asked, "2026-12-31"], [*asked, "2026-12-08"]
    assert run_command([*after, "--strict", "--switch", "carbon=in,graphite=sold"]) == 0, "unanswered fails nothing"
    capsys.readouterr()
    assert run_command([*after, "--duty", "fluids=yes,eu-2023-1542.storage=no", "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    verdicts = {each["name"]: each["verdict"] for each in told["duties"]}
    assert (verdicts["fluids"], verdicts["storage"], verdicts["mercury-cadmium"]) == ("pass", "fail", "depends")
    assert {each["article"] for each in told["duties"] if each["name"] in ("fluids", "storage")} == {
        "Annex XII, Part A"
    }
    assert run_command([*after, "--duty", "codes=no"]) == 4, "from 9 December 2026"
    assert run_command([*before, "--duty", "codes=no"]) == 0
    for words, code in (("fluid=yes", "E197"), ("fluids=perhaps", "E111")):
        capsys.readouterr()
        assert run_command([*after, "--duty", words]) == 2
        assert code in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("eu", ["eu-2023-1542", "eu-waste"]),
        ("china", ["china-miit"]),
        ("india", ["india-bwmr"]),
        ("us", ["us-credits"]),
        ("korea", ["korea-act"]),
    ],
)
def test_rules_go_by_the_word_they_begin_with(name: str, rules: list[str]) -> None:
    found = comply(on="2027-12-31", rules=[name], chemistry="nmc622", route="hydro")
    assert [book.name for book in found.books] == rules


@pytest.mark.parametrize("region", ["germany", "china", "india", "korea", "us"])
def test_a_screen_of_every_region_tells_something_and_what_it_is_of(
    region: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["comply", "nmc622", "--route", "hydro", "--region", region, "--on", "2027-12-31", "-q"]
    assert run_command(asked) == 0
    assert "Rests on" in (told := capsys.readouterr().out)
    assert "nothing of it applies" not in told
    assert run_command([*asked, "-v"]) == 0
    assert {
        "germany": "battery-derived in products, of the element in the batteries",
        "china": "in products, of the element in the powder",
        "india": "of the batteries' dry mass",
        "korea": "no share is set",
        "us": "45X, critical minerals",
    }[region] in " ".join(capsys.readouterr().out.split())


def test_a_weighed_chain_of_two_plants(tmp_path: Path) -> None:
    text = """side,name,kg,use,ni_kg,li_kg
in,battery,1000,,100,20
out,black mass,400,handed on,94,18.8
"""
    path = written(tmp_path, text)
    found = by_name(comply(on="2031-12-31", rules=EU, outputs=path, refiner={"mass": 0.9, "ni": 0.955, "li": 0.82}))
    assert found["nickel-2027"].result == pytest.approx(0.8977, abs=1e-9)
    assert found["nickel-2027"].verdict == "fail", "though each step passes"
    assert found["lithium-2031"].result == pytest.approx(0.7708, abs=1e-9)
    unsaid = by_name(comply(on="2031-12-31", rules=EU, outputs=path))["nickel-2027"]
    assert (unsaid.verdict, unsaid.result, unsaid.depends_on) == ("depends", None, ("refiner",))


LOTS = """lot,chemistry,mass,packs,route,soh
A,nmc622,700 t,,hydro,
B,nmc622,300 t,,pyro,0.7
C,lfp,100 t,,hydro,
D,nmc622,,1000,hydro,
"""


def test_a_year_of_lots_is_an_average_by_mass(tmp_path: Path) -> None:
    (tmp_path / "lots.csv").write_text(LOTS, "utf-8")
    asked = {"on": "2027-12-31", "rules": EU, "region": "germany"}
    found = comply(lots=[str(tmp_path / "lots.csv")], **asked)  # type: ignore[arg-type]
    each = {
        (chemistry, route): by_name(comply(chemistry=chemistry, route=route, **asked))  # type: ignore[arg-type]
        for chemistry, route in (("nmc622", "hydro"), ("nmc622", "pyro"), ("lfp", "hydro"))
    }
    packs = quote(chemistry="nmc622", route="hydro", region="germany", packs=1000).to_dict()["lot"]
    assert packs is not None
    tonnes = {("nmc622", "hydro"): 700.0 + packs["mass_t"], ("nmc622", "pyro"): 300.0, ("lfp", "hydro"): 100.0}
    fed = sum(tonnes.values())
    due = sum(mass * each[way]["efficiency-lithium-2025"].result for way, mass in tonnes.items()) / fed  # type: ignore[operator]
    assert by_name(found)["efficiency-lithium-2025"].result == pytest.approx(due, rel=1e-9)
    report = found.to_dict()
    assert report["masses"] == "modelled"
    assert sorted(lot for period in report["periods"] for lot in period["lots"]) == ["A", "B", "C", "D"]
    assert sum(period["fed"]["kg"] for period in report["periods"]) == pytest.approx(1000.0 * fed)


def test_lots_that_cannot_be_judged_are_told_all_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "lot,chemistry,mass_t,route\nA,unobtainium,5,hydro\nB,nmc622,,hydro\nC,nmc622,5,reuse\nD,lead-acid,5,hydro\n"
    (tmp_path / "lots.csv").write_text(rows, "utf-8")
    assert run_command(["comply", "--lots", str(tmp_path / "lots.csv"), "--rules", "eu"]) == 2
    told = capsys.readouterr().err
    assert [line.split()[-1] for line in told.splitlines() if "where:" in line] == ["A", "B", "C", "D"]
    assert run_command(["comply", "--lots", "a.csv", "--outputs", "b.csv"]) == 2
    assert "E112" in capsys.readouterr().err
