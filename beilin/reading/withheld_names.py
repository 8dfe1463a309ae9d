"""The names of files under content/ that are left out of the site, and why: the one table of these rules.

docs/publishing.md shows it. `publish` in site.yaml makes exceptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Rule(NamedTuple):
    """Names that are left out for one reason. The globs are compared without regard to case."""

    kind: str
    what: str  # for messages
    one: str  # for counts
    many: str
    files: tuple[str, ...] = ()  # globs of the names of files
    any: tuple[str, ...] = ()  # globs of names of files, and of folders, of which everything is left out


LEFTOVER, TOOL, SECRET, DUMP, HIDDEN, UNPUBLISHED = "leftover", "tool", "secret", "dump", "hidden", "unpublished"

# The first rule that matches gives the reason.
RULES = (
    Rule(
        LEFTOVER,
        "a leftover of an editor, a download, a sync or a merge",
        "leftover",
        "leftovers",
        files=(
            # Copies that editors keep
            "*.bak", "*.backup", "*.bkp", "*.old", "*.orig", "*.rej", "*.save", "*.autosave", "*.tmp", "*.temp",
            "*.tmp.[0-9]*", "*.save.[0-9]*", "*,v",
            "*.swp", "*.swo", "*.sw[a-p]", "*___jb_tmp___", "*___jb_old___", "4913",
            # Locks of office programs, and downloads under way
            "~$*", ".~lock.*", "*.part", "*.partial", "*.filepart", "*.crdownload", "*.opdownload", "*.aria2",
            "*.!ut",
            # Of operating systems
            "thumbs.db", "ehthumbs*.db", "desktop.ini", ".ds_store", "._*", ".localized", ".directory", "icon\r",
            "*.lnk", ".fuse_hidden*", ".nfs*", "nohup.out", "*:zone.identifier", "*@syno*",
            # Conflicts and placeholders of syncs
            "*(*conflicted copy*)*", "*(*衝突副本*)*", "*(*衝突複本*)*", "*(*衝突的副本*)*",
            "*(*冲突副本*)*", "*(*冲突的副本*)*", "*(*競合コピー*)*",
            "*(case conflict*)*", "*(conflict)*", "*(conflict on [0-9]*)*", "*[[]conflicted*", "*(sfconflict *)*",
            "*.sync-conflict-[0-9]*",
            "*_conflict-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]-[0-9]*",
            "*.icloud", "*.!sync", "~syncthing~*", ".syncthing.*", "*.gdoc", "*.gsheet", "*.gslides", "*.gdraw",
            ".dropbox*",
            # Of merges with Subversion
            "*.mine", "*.working", "*.merge-left.r[0-9]*", "*.merge-right.r[0-9]*", "*.md.r[0-9]*",
        ),
        any=("*~", "#*", ".#*", "__macosx", "@eadir", "lost+found", "$recycle.bin", ".trash*", ".st*", "*.download"),
    ),
    Rule(
        TOOL,
        "a file of a tool",
        "file of a tool",
        "files of tools",
        files=("*.pyc",),
        any=(
            ".git", ".hg", ".svn", ".bzr", "_darcs", "node_modules", "bower_components", "__pycache__", ".venv",
            ".idea", ".vscode", ".vs", ".obsidian", ".cache", ".pytest_cache",
        ),
    ),
    Rule(
        SECRET,
        "a file for keys or passwords",
        "file for keys or passwords",
        "files for keys or passwords",
        files=(
            ".env", ".env.*", "*.env", "*.pem", "*.key", "*.ppk", "*.p8", "*.p12", "*.pfx", "*.jks", "*.keystore",
            "*.keytab", "*.keychain", "*.keychain-db", "*.kdb", "*.kdbx", "*.1pif", "*.ovpn", "*.tfstate",
            "*.tfstate.backup", "*.tfvars", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk",
            "id_ed25519_sk", "secring.gpg", ".netrc", "_netrc", ".npmrc", ".pypirc", ".pgpass", ".my.cnf",
            ".htpasswd", "*.htpasswd",
            ".git-credentials", "credentials*.json", "client_secret*.json", "service-account*.json",
            "service_account*.json", "secrets.json", "secrets.y*ml", "secrets.toml", "kubeconfig", "wallet.dat",
            "authorized_keys", "known_hosts", "passwords.txt", "passwords.csv", "*accesskeys.csv", "rootkey.csv",
            "credentials*.csv", "credentials.y*ml", "*firebase-adminsdk*.json", "token.json",
            "wp-config.php", ".*_history",
        ),
        any=(".aws", ".ssh", ".gnupg", ".kube", ".docker", "*.opvault", "*.agilekeychain"),
    ),
    Rule(
        DUMP,
        "a database, a dump or a log",
        "database, dump or log",
        "databases, dumps or logs",
        files=(
            "*.sql", "*.sql.gz", "*.sql.bz2", "*.sql.xz", "*.sql.zst", "*.sql.zip", "*.sqlite", "*.sqlite3", "*.db",
            "*.db3", "*.db-wal", "*.db-shm", "*.db-journal", "*.sqlite-wal", "*.sqlite-shm", "*.sqlite-journal",
            "*.mdb", "*.accdb", "*.mdf", "*.ldf", "*.rdb", "*.bson", "*.dump", "*.dump.gz", "*.pgdump", "*.dmp",
            "*.hprof", "*.stackdump",
            "core", "*.core", "*.log", "*.log.[0-9]", "*.log.gz",
        ),
    ),
    Rule(HIDDEN, "hidden, because its name begins with a full stop", "hidden file", "hidden files", any=(".*",)),
)  # fmt: skip
# Not by its name, but because no published page shows it: see planning/unpublished_files.py.
_OF_UNPUBLISHED = Rule(
    UNPUBLISHED,
    "shown only by what is not published",
    "file that only unpublished articles show",
    "files that only unpublished articles show",
)
REASONS: Mapping[str, Rule] = {rule.kind: rule for rule in (*RULES, _OF_UNPUBLISHED)}
