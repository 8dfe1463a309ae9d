"""The rules for lines that are not part of the article.

A rule gets all lines and returns findings. Its evidence is the position of a line, its whole form, and the timestamps
of the machine that mixed it in. It is never words alone: 據某報導, a site's name or a colon stand in genuine paragraphs
too. If the evidence is weak, the line stays in the article and the editor is asked to look at it.
"""
