"""What is held back is counted, and a link to it says why it leads nowhere, and until when."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from beilin.cli import cli
from beilin.planning.unpublished import Unpublished, describe_unpublished
from tests.little_site import LittleSite, article, little_site

HELD: dict[str, str | bytes] = {
    "content/articles/draft.md": article("草", draft="true"),
    "content/articles/later.md": article("後", date="2027-03-01"),
    "content/articles/gone.md": article("過", date="2020-01-01", expires="2021-01-01"),
}


def site_with(tmp_path: Path, body: str) -> LittleSite:
    return little_site(tmp_path, {**HELD, "content/articles/a.md": article("甲", body)})


@pytest.mark.parametrize(
    ("held", "text"),
    [
        ([], ""),
        ([Unpublished("a", "draft")], "1 held back: 1 draft"),
        ([Unpublished("a", "draft"), Unpublished("b", "draft")], "2 held back: 2 drafts"),
        (
            [Unpublished("a", "draft"), Unpublished("b", "scheduled", "2203-06-21")],
            "2 held back: 1 draft, 1 scheduled (2203-06-21)",
        ),
        (
            [Unpublished("a", "scheduled", "2028-01-01"), Unpublished("b", "scheduled", "2027-01-01")],
            "2 held back: 2 scheduled (the first for 2027-01-01)",
        ),
        ([Unpublished("a", "expired", "2020-01-01")], "1 held back: 1 expired"),
    ],
)
def test_how_they_are_counted(held: list[Unpublished], text: str) -> None:
    assert describe_unpublished(held) == text


def test_a_build_says_what_it_holds_back_even_if_nothing_changed(tmp_path: Path) -> None:
    site = site_with(tmp_path, "x\n")
    expected = "3 held back: 1 draft, 1 scheduled (2027-03-01), 1 expired"
    assert [site.build_well().held_back for _ in range(2)] == [expected] * 2
    site.write({"content/articles/a.md": article("甲", "另\n")})
    assert site.build_well().held_back == expected
    site.options = site.options._replace(today="2027-03-01")
    assert site.build_well().held_back == "2 held back: 1 draft, 1 expired"
    printed = CliRunner().invoke(cli, ["build", "--root", str(site.root), "--today", "2026-06-01"]).stdout
    assert expected in printed.splitlines()


def test_with_drafts_only_dates_hold_back(tmp_path: Path) -> None:
    site = site_with(tmp_path, "x\n")
    site.options = site.options._replace(drafts=True)
    assert site.build_well().held_back == "2 held back: 1 scheduled (2027-03-01), 1 expired"


def test_pages_are_held_back_as_drafts_and_when_they_expire(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/pages/a.md": article("甲", draft="true"),
        "content/pages/b.md": article("乙", expires="2021-01-01"),
        "content/pages/c.md": article("丙", date="2027-03-01"),
    }
    assert little_site(tmp_path, files).build_well().held_back == "2 held back: 1 draft, 1 expired"


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("[一](draft.md)", "it is a draft"),
        ("[一](later.md)", "it is scheduled for 2027-03-01"),
        ("[一](gone.md)", "it expired on 2021-01-01"),
        ("[[later]]", "it is scheduled for 2027-03-01"),
        ("[[草]]", "it is a draft"),
        ("[一](/articles/later/)", "it is scheduled for 2027-03-01"),
        ("[一](https://example.org/articles/draft/)", "it is a draft"),
    ],
)
def test_a_link_to_what_is_held_back_says_why_it_leads_nowhere(tmp_path: Path, link: str, reason: str) -> None:
    (problem,) = site_with(tmp_path, f"見{link}。\n").build().problems
    assert (problem.code, problem.file, problem.line) == ("hidden-target", "content/articles/a.md", 5)
    assert problem.message.endswith(f"is not published: {reason}")


def test_a_link_follows_the_state_of_its_target(tmp_path: Path) -> None:
    """In a build of the changes alone as in a clean one."""
    site = site_with(tmp_path, "見[[later]]。\n")
    site.build()
    for edit, reason in (({"date": "2027-05-01"}, "2027-05-01"), ({"draft": "true"}, "a draft")):
        site.write({"content/articles/later.md": article("後", **edit)})
        changed = site.build().problems
        clean = LittleSite(site.root, site.options._replace(clean=True)).build().problems
        assert reason in changed[0].message
        assert changed == clean
