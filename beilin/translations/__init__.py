"""What Beilin says, in the languages of its users.

Messages are written in English, where they arise. What is printed or shown in the browser is translated at that edge,
by the catalogues of this folder: `zh-Hant.po`, and `zh-Hans.po` made from it. A catalogue names values by number, so
`{1} is not a valid date` stands for every message of that form. Codes of problems, output for programs and files stay
as they are. `tests/translations/` finds every message in the code and holds that none is missing.
"""
