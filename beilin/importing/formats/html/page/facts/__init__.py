"""What a page says about its article, outside of the text: in its head, in data for search engines, in attributes."""
