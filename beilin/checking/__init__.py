"""The archive → problems that an editor wants to know of and that do not stop a build."""
