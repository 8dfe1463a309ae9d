"""The development server: a file changes → the site is rebuilt → the browser is updated. Addresses as on the host."""
