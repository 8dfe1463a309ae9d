"""How well the article of a web page is found, on three public sets of pages; and what Beilin learns from them.

    git clone https://github.com/mozilla/readability
    git clone https://github.com/scrapinghub/article-extraction-benchmark
    git clone https://github.com/adbar/trafilatura
    .venv/bin/python -m benchmarks.extraction.measure FOLDER
    .venv/bin/python -m benchmarks.extraction.train FOLDER

FOLDER is where the three were cloned. Nothing of them is in this repository.
"""
