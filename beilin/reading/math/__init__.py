"""TeX formulas in Markdown → MathML."""
