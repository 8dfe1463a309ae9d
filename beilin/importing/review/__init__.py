"""What an import left for the editor to decide: open questions, and what each answer does."""
