#!/usr/bin/env python
import os

AUTHOR = '小華'
SITENAME = '潮間帶'
SITESUBTITLE = '海岸與程式的手記'
SITEURL = ''
PATH = 'content'
TIMEZONE = 'Asia/Taipei'
DEFAULT_LANG = 'zh_TW'

ARTICLE_URL = 'posts/{date:%Y}/{date:%m}/{slug}/'
ARTICLE_SAVE_AS = ARTICLE_URL + 'index.html'
PAGE_URL = '{slug}/'
PAGE_SAVE_AS = '{slug}/index.html'
TAG_URL = 'tag/{slug}/'
TAG_SAVE_AS = 'tag/{slug}/index.html'
STATIC_PATHS = ['images', 'extra']
EXTRA_PATH_METADATA = {'extra/CNAME': {'path': 'CNAME'}}
MENUITEMS = (('關於', '/about/'), ('程式碼', 'https://code.example.org/'))
FEED_ALL_ATOM = None
PLUGIN_PATHS = [os.path.join('.', 'plugins')]
