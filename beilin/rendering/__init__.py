"""Page + theme → bytes."""
