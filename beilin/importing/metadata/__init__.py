"""What the text of the body says about the article: its language, a title and tags."""
