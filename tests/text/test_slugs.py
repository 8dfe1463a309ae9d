"""Addresses last: the slug of a name must not change."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.slugs import MAX_SLUG, collision_key, fault_of_slug, heading_slug, slugify


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Open Source", "open-source"),
        ("開源", "開源"),
        ("LLaMA 家族", "llama-家族"),
        ("GPT-3.5", "gpt-3.5"),
        ("llama.cpp", "llama-cpp"),
        ("  C++ & Rust!  ", "c-rust"),
        ("snake_case", "snake-case"),
        ("000_1fc7", "000-1fc7"),
        ("../../x", "x"),
        ("…。！", ""),
        ("Cafe\u0301", "café"),
        ("碑" * 100, "碑" * (MAX_SLUG // 3)),
    ],
)
def test_a_name_has_this_slug(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(st.text())
def test_a_slug_is_its_own_slug_and_fits_a_file_name(name: str) -> None:
    slug = slugify(name)
    assert slugify(slug) == slug
    assert len(slug.encode(errors="surrogatepass")) <= MAX_SLUG
    assert not set(slug) & set("/\\\0 #?%_")
    assert not slug.startswith((".", "-"))


@pytest.mark.parametrize(
    "slug",
    [
        "../../x",
        "",
        "a b",
        "a/b",
        ".",
        ".a",
        "a.",
        "a..b",
        "a\0",
        "--",
        "_",
        "……",
        "a　b",
        "a\u200bb",
        "C#",
        "e\u0301",
        "開" * 67,
    ],
)
def test_what_is_not_a_slug_is_refused(slug: str) -> None:
    assert fault_of_slug(slug)


@pytest.mark.parametrize("slug", ["a", "開源", "gpt-3.5", "é", "My_Post", "-a", "Node.js入門", "你好，世界！"])
def test_a_slug_is_accepted(slug: str) -> None:
    assert fault_of_slug(slug) == ""


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("異軍突起的開源模型", "異軍突起的開源模型"),
        ("What is it?", "what-is-it"),
        ("補記（2024年11月）", "補記2024年11月"),
        ("GPT-3.5", "gpt-35"),
    ],
)
def test_a_heading_has_the_same_id_as_on_git_hosts(text: str, slug: str) -> None:
    assert heading_slug(text) == slug


def test_addresses_collide_if_some_file_system_takes_them_for_one_file() -> None:
    assert collision_key("Café") == collision_key(unicodedata.normalize("NFD", "CAFÉ"))
    assert collision_key("開源") != collision_key("开源")
