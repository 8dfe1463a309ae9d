"""On a cluster the result is the same, byte for byte, whatever becomes of its machines; and a failure is said."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions, BuildResult, Reporting, build
from beilin.building.cluster_versions import cluster_versions
from beilin.importing.batch import import_all
from beilin.importing.collect import collect_sources
from beilin.importing.settings import ImportSettings
from beilin.parallel import dask_cluster
from beilin.parallel.dask_cluster import DaskCluster, connected
from beilin.parallel.executor import ClusterError, Workers
from tests.dask_cluster import LocalCluster, local_cluster, unused_address
from tests.importing.support import CONVERSION
from tests.little_site import SETTINGS, article

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]
ARTICLES = 200


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    with local_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine under load, processes take long to start."""
    monkeypatch.setattr(dask_cluster, "CONNECT_S", 60)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive in the theme ink, with articles that show, link to and are related to others."""
    root = tmp_path / "archive"
    (root / "content/articles").mkdir(parents=True)
    (root / "site.yaml").write_text(SETTINGS.replace("theme: bare\n", ""), "utf-8")
    for number in range(ARTICLES):
        body = f"## 第 {number} 節\n\n文字 {number * 7919 % 1000}，見[另一篇](a{number // 2}.md)。\n\n$x^{number}$\n"
        text = article(f"文章 {number}", body, date=f"2024-01-{number % 28 + 1:02}", tags=f"[標籤{number % 5}]")
        (root / f"content/articles/a{number}.md").write_text(text, "utf-8")
    return root


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built_on(cluster: DaskCluster, root: Path, reporting: Reporting | None = None) -> BuildResult:
    return build(root, BuildOptions(output=Path("elsewhere"), today="2024-06-01", cluster=cluster), reporting)


def test_a_site_is_the_same_as_on_one_machine_although_a_worker_is_killed(cluster: LocalCluster, archive: Path) -> None:
    assert build(archive, BuildOptions(today="2024-06-01")).published
    doomed = cluster.workers.pop()

    def kill(_what: str, done: int, _count: int) -> None:
        if done:
            doomed.kill()

    with connected(cluster.address, cluster_versions) as connection:
        assert built_on(connection, archive, Reporting(progress=kill)).published
    assert doomed.wait() < 0
    assert files_of(archive / "elsewhere") == files_of(archive / "site")


def test_an_import_is_the_same_as_on_one_machine(cluster: LocalCluster, archive: Path, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for number in range(100):
        (sources / f"{number}.txt").write_text(f"標題 {number}\n\n2024-01-02\n\n一段文字 {number}，還有。\n", "utf-8")

    def imported(workers: Workers) -> dict[str, bytes]:
        reports = list(
            import_all(collect_sources([sources]), ImportSettings(archive, CONVERSION), workers, lambda *_: None)
        )
        assert [report.outcome for report in reports] == ["written"] * 100
        found = files_of(archive / "content/articles")
        for path in found:
            if not path.startswith("a"):
                (archive / "content/articles" / path).unlink()
        return found

    with connected(cluster.address, cluster_versions) as connection:
        elsewhere = imported(Workers(1, connection))
    assert elsewhere == imported(Workers(1))


def process(_batch: Sequence[int] = ()) -> dict[str, str]:
    return {"process": str(os.getpid())}


def test_other_versions_are_refused_by_name(cluster: LocalCluster) -> None:
    with (
        pytest.raises(
            ClusterError, match=rf"does not match this machine \(there ≠ here\): process \d+ ≠ {os.getpid()}"
        ),
        connected(cluster.address, process),
    ):
        pytest.fail("the versions differ")


calls: list[int] = []


def changing() -> dict[str, str]:
    """Versions that are others the second time that a process is asked."""
    calls.append(1)
    return {"version": str(len(calls))}


def test_a_worker_with_other_versions_that_joined_later_is_refused(cluster: LocalCluster) -> None:
    with connected(cluster.address, changing) as connection, pytest.raises(ClusterError, match="version 2 ≠ 1"):
        list(connection.map(process, [[1]]))


def fail(_batch: Sequence[int]) -> None:
    raise OSError(5, "no such disk", "some file")


def test_an_exception_of_a_worker_is_raised_here(cluster: LocalCluster) -> None:
    with connected(cluster.address, cluster_versions) as connection:
        with pytest.raises(OSError, match="no such disk") as raised:
            list(connection.map(fail, [[1]]))
        assert "in fail" in raised.value.__notes__[0]
        assert len({done["process"] for done in connection.map(process, [[number] for number in range(40)])}) > 1


def test_a_scheduler_that_goes_away_leaves_the_old_site(archive: Path, tmp_path: Path) -> None:
    assert build(archive, BuildOptions(output=Path("elsewhere"), today="2024-06-01")).published
    before = files_of(archive / "elsewhere")
    for path in (archive / "content/articles").iterdir():
        path.write_text(path.read_text("utf-8").replace("文字", "文句").replace("date:", "updated:"), "utf-8")
    with (
        local_cluster(tmp_path / "cluster", 1) as doomed,
        pytest.raises(ClusterError, match="went away"),
        connected(doomed.address, cluster_versions) as connection,
    ):
        built_on(connection, archive, Reporting(progress=lambda *_: doomed.scheduler.kill()))
    assert files_of(archive / "elsewhere") == before


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "CONNECT_S", 0.3)
    address = unused_address()
    with pytest.raises(ClusterError, match=f"no Dask scheduler answers at {address[7:]}"), connected(address, process):
        pytest.fail("nothing is there")


def test_a_cluster_without_workers_is_not_waited_for(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last test, because it ends them all."""
    monkeypatch.setattr(dask_cluster, "POLL_S", 0.5)
    monkeypatch.setattr(dask_cluster, "MAX_IDLE_POLLS", 2)
    with connected(cluster.address, cluster_versions) as connection:
        for worker in cluster.workers:
            worker.kill()
        with pytest.raises(ClusterError, match="has no workers any more"):
            list(connection.map(process, [[1]]))
