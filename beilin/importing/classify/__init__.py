"""The lines of a source → what each one is: a part of the body, a fact for the front matter, or noise."""
