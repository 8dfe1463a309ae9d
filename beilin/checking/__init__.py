"""The archive → what an editor would want to know of it beyond what stops a build."""
