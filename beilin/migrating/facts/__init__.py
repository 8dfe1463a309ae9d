"""Front matter → what is known of a document: title, dates, terms and everything else but its body."""
