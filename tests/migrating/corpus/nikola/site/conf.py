import time

BLOG_AUTHOR = "小華"
BLOG_TITLE = "潮間帶"
SITE_URL = "https://example.org/blog/"
BLOG_DESCRIPTION = "海岸與程式的手記"
DEFAULT_LANG = "zh_tw"
TRANSLATIONS = {
    DEFAULT_LANG: "",
    "en": "./en",
}
NAVIGATION_LINKS = {
    DEFAULT_LANG: (
        ("/pages/about/", "關於"),
        ("https://code.example.org/", "程式碼"),
    ),
}
POSTS = (
    ("posts/*.md", "posts", "post.tmpl"),
    ("posts/*.rst", "posts", "post.tmpl"),
)
PAGES = (("pages/*.md", "pages", "page.tmpl"),)
TIMEZONE = "Asia/Taipei"
CATEGORY_ALLOW_HIERARCHIES = True
TAG_PATH = "tags"
FILES_FOLDERS = {'files': ''}
IMAGE_FOLDERS = {'images': 'images'}
GLOBAL_CONTEXT = {"year": time.gmtime().tm_year}
