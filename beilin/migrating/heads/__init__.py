"""The bytes of a document → its front matter, in any of the forms that the generators read, and its body."""
