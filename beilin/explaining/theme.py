"""What a file of a theme is for: which pages are made with it, or which output it becomes."""

from __future__ import annotations

import posixpath

from beilin.explaining.site import Site, kinds_of_page
from beilin.layout import theme_places


def explain_theme_file(site: Site, path: str) -> list[str]:
    """Lines about a file of a theme, by its path as messages name it; none if there is no such file."""
    folder = _theme_folder(site, path)
    return _explain_theme_file(site, path, folder) if folder else []


def explain_named_theme_file(site: Site, name: str) -> list[str]:
    """Lines about the template, message file or asset of that name in the theme; none if the theme has none."""
    if template := site.theme.templates.get(name.removeprefix("templates/")):
        return _explain_template(site, template.file)
    asset = site.theme.assets.get(name.removeprefix("assets/"))
    if asset:
        return [f"{site.staging.output.name}/{asset.output} is made from {asset.source}"]
    for folder in theme_folders(site):
        for inner in (name, f"messages/{name}", f"assets/{name}"):
            if inner.startswith(("messages/", "assets/")) and (site.root / folder / inner).is_file():
                return _explain_theme_file(site, f"{folder}/{inner}", folder)
    return []


def theme_folders(site: Site) -> list[str]:
    """The folders of the site's theme and of those it extends, as messages name them."""
    folders: dict[str, None] = {}
    for place in theme_places(site.root):
        own = place / site.inputs.config.theme
        if own.is_dir() and not folders:
            folders[own.relative_to(site.root).as_posix() if own.is_relative_to(site.root) else str(own)] = None
    for name, template in site.theme.templates.items():
        theme, _, inner = name.partition("/")
        if template.file.endswith(f"/{theme}/templates/{inner}"):
            folders[template.file.removesuffix(f"/templates/{inner}")] = None
    return list(folders)


def _theme_folder(site: Site, path: str) -> str:
    """The folder of the theme that the file lies in, "" for none."""
    folders = theme_folders(site)
    for place in theme_places(site.root):
        if place.is_dir():
            shown = place.relative_to(site.root).as_posix() if place.is_relative_to(site.root) else str(place)
            folders += [f"{shown}/{folder.name}" for folder in sorted(place.iterdir()) if folder.is_dir()]
    inside = (folder for folder in folders if path.startswith(f"{folder}/"))
    return next((folder for folder in inside if (site.root / path).is_file()), "")


def _explain_theme_file(site: Site, path: str, folder: str) -> list[str]:
    kind, _, inner = path.removeprefix(f"{folder}/").partition("/")
    if folder not in theme_folders(site):
        theme = site.inputs.config.theme
        return [f"{path} is not used: the theme is {theme}, which does not extend {posixpath.basename(folder)}"]
    if kind == "templates":
        return _explain_template(site, path)
    if kind == "messages":
        lines = kinds_of_page(site, lambda template: "words" in template.names, "whose template names `words`")
        return [f"{path} holds words of the interface", *lines]
    if kind == "assets":
        if any(file.source == path for file in site.inputs.files):
            return []  # its output is explained
        return [f"{path} is not published: {_why_unpublished(site, inner)}"]
    if not inner and kind == "theme.yaml":
        return [f"{path} makes no page: it says which theme this one extends"]
    return [f"{path} is not used: a theme has templates/, assets/, messages/ and theme.yaml"]


def _why_unpublished(site: Site, name: str) -> str:
    nearer = site.theme.assets.get(name)
    return f"{nearer.source} is used instead" if nearer else "no page asks for it"


def _explain_template(site: Site, file: str) -> list[str]:
    lines = kinds_of_page(site, lambda template: file in template.files, "made with it")
    if any(file in template.files for template in site.planned.templates.values()):
        return [f"{file} is a template", *lines]
    inner = file.partition("/templates/")[2]
    nearest = site.theme.templates.get(inner)
    if nearest and nearest.file != file:
        return [f"{file} is a template, and no page is made with it: {nearest.file} is used instead"]
    return [f"{file} is a template, and no page is made with it"]
