"""Documents keep their old addresses where an archive can have them, and no two of them share a file or an address."""

from __future__ import annotations

from beilin.migrating.placing.placement import Taken
from beilin.text.slugs import collision_key
from tests.migrating.placing.old_site import placement_of

POSTS = [
    {"path": "posts/a.md", "old": ["/2016/01/hello/"], "date": "2016-01-02"},
    {"path": "posts/海.md", "old": ["/2017/03/海/"], "date": "2017-03-04"},
    {"path": "posts/My_Post.md", "old": ["/2018/11/other.html"], "date": "2018-11-05T01:00:00+08:00"},
]


def test_the_pattern_of_most_addresses_is_kept_and_the_rest_redirect() -> None:
    placement = placement_of(POSTS)
    assert placement.permalink == "/:year/:month/:slug/"
    assert [(p.place, p.address, p.slug, p.aliases) for p in placement.placed] == [
        ("content/articles/a.md", "/2016/01/hello/", "hello", ()),
        ("content/articles/海.md", "/2017/03/海/", "", ()),
        ("content/articles/my-post.md", "/2018/11/my-post/", "", ("/2018/11/other.html",)),
    ]


def test_a_pattern_of_the_archive_is_kept() -> None:
    placement = placement_of(POSTS, taken=Taken(permalink="/articles/:slug/"))
    assert placement.permalink == ""
    assert [(p.address, p.aliases) for p in placement.placed][:2] == [
        ("/articles/a/", ("/2016/01/hello/",)),
        ("/articles/海/", ("/2017/03/海/",)),
    ]


def test_the_time_zone_decides_which_day_an_address_has() -> None:
    posts = [{"path": "a.md", "old": ["/2016/01/01/a/"], "date": "2016-01-01T23:00:00+00:00"}]
    assert placement_of(posts).permalink == "/:year/:month/:day/:slug/"
    there = placement_of(posts, taken=Taken(time_zone="Asia/Taipei"))
    assert there.permalink == "/:year/:month/01/:slug/"  # the date is 2016-01-02 there
    assert there.placed[0].address == "/2016/01/01/a/"


def test_names_that_some_file_system_takes_for_one_are_numbered() -> None:
    names = ["x/Sea.md", "x/sea.md", "x/SEA.md", "x/cafe\u0301.md", "x/caf\xe9.md"]
    placement = placement_of([{"path": name, "section": "x"} for name in names])
    places = [p.place for p in placement.placed]
    assert places[2] == "content/articles/x/sea.md"  # the first in the order of paths
    assert len({collision_key(place) for place in places}) == len({p.address for p in placement.placed}) == 5


def test_a_document_that_keeps_its_address_comes_before_one_that_would_take_it() -> None:
    placement = placement_of([{"path": "a/sea.md"}, {"path": "b/x.md", "old": ["/articles/sea/"]}])
    assert [p.address for p in placement.placed] == ["/articles/sea-2/", "/articles/sea/"]


def test_pages_are_at_the_top_and_never_where_beilin_has_a_page() -> None:
    placement = placement_of(
        [
            {"path": "pages/about.md", "kind": "page", "section": "pages", "old": ["/about/"]},
            {"path": "team.md", "kind": "page", "section": "about", "old": ["/about/team/"]},
            {"path": "search.md", "kind": "page", "old": ["/search/"]},
            {"path": "404.md", "kind": "page", "old": ["/404.html"]},
        ],
        taken=Taken(places=frozenset({"content/pages/about.md"}), addresses=frozenset({"/about/"})),
    )
    assert [(p.place, p.address, p.slug, p.aliases) for p in placement.placed] == [
        ("content/pages/about-2.md", "/about-2/", "", ()),
        ("content/pages/about/team.md", "/team/", "", ("/about/team/",)),
        ("content/pages/search.md", "/search-2/", "search-2", ()),
        ("content/pages/404.md", "/404.html", "", ()),
    ]


def test_bundles_stay_folders_and_share_them_with_translations() -> None:
    placement = placement_of(
        [
            {"path": "p/sea/index.en.md", "name": "sea", "section": "p", "is_bundle": True, "language": "en"},
            {"path": "p/sea/index.md", "name": "sea", "section": "p", "is_bundle": True},
            {"path": "q/sea.md", "section": "p", "is_bundle": True},
        ],
        [{"path": "p/sea/a.png", "owner": "p/sea/index.md"}, {"path": "q/sea/b/c.png", "owner": "q/sea.md"}],
    )
    assert [p.place for p in placement.placed] == [
        "content/articles/p/sea/index.en.md",
        "content/articles/p/sea/index.md",
        "content/articles/p/sea-2/index.md",
    ]
    assert [file.place for file in placement.files] == [
        "content/articles/p/sea/a.png",
        "content/articles/p/sea-2/b/c.png",
    ]


def test_two_documents_of_one_address_give_it_to_the_published_one() -> None:
    placement = placement_of(
        [
            {"path": "a.md", "old": ["/x.html"], "is_draft": True},
            {"path": "b.md", "old": ["/x.html"]},
            {"path": "c.md", "aliases": ("/x.html", "http://old.example/y/", "../z", "/index.html", "/q.php")},
        ]
    )
    assert [p.aliases for p in placement.placed] == [(), ("/x.html",), ("/z/",)]


def test_a_redirect_may_differ_from_a_page_in_case_alone() -> None:
    placement = placement_of(
        [
            {"path": "a.md", "old": ["/articles/My_Post/"]},
            {"path": "b.md", "old": ["/articles/b/", "/articles/B/", "/articles/b/"]},
            {"path": "c.md", "kind": "page", "old": ["/Articles/my_post/"]},
        ]
    )
    assert [(p.address, p.aliases) for p in placement.placed] == [
        ("/articles/My_Post/", ()),
        ("/articles/b/", ("/articles/B/",)),
        ("/c/", ("/Articles/my_post/",)),
    ]


def test_of_two_patterns_the_one_of_the_main_addresses_is_kept() -> None:
    posts = [{"path": f"{name}.md", "old": [f"/z/{name}/", f"/a/{name}/"]} for name in ("b", "c")]
    assert placement_of(posts).permalink == "/z/:slug/"


def test_long_names_are_numbered_and_a_file_in_the_way_of_a_folder_is_avoided() -> None:
    name = "長" * 100
    taken = Taken(
        places=frozenset({"content/articles/x"}), addresses=frozenset({"/articles"}), permalink="/posts/:slug/"
    )
    placement = placement_of([{"path": f"{n}/{name}.md", "section": "x"} for n in range(3)], taken=taken)
    assert next(p.place for p in placement.placed) == f"content/articles/{name[:66]}.md"
    assert [p.address for p in placement.placed][1:] == [f"/posts/{name[:64]}-{n}/" for n in (2, 3)]
    blocked = placement_of([{"path": "a.md"}], taken=Taken(addresses=frozenset({"/articles"})))
    assert blocked.placed[0].address == "/articles/a/"  # which the build refuses, with the name of the file
