"""Shortcodes of WordPress and of common plugins, as the HTML that they stood for."""
