import sys

sys.path.append('.')
from pelicanconf import *

SITEURL = 'https://example.org/blog'
FEED_ALL_ATOM = 'feeds/all.atom.xml'
FEED_RSS = 'rss.xml'
