"""The versions of the database's schema, each as the script that makes it of the one before."""

MIGRATIONS = (
    """
    CREATE TABLE journal (
        n INTEGER PRIMARY KEY,
        at REAL NOT NULL,
        request TEXT NOT NULL,
        call TEXT NOT NULL,
        server TEXT NOT NULL,
        event TEXT NOT NULL,
        data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX journal_request ON journal (request, n);
    CREATE INDEX journal_asked ON journal (n) WHERE event = 'asked';
    CREATE TABLE grants (
        server TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        location TEXT NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (server, fingerprint, location)
    ) STRICT;
    CREATE TABLE server_memory (
        fingerprint TEXT PRIMARY KEY,
        era TEXT NOT NULL DEFAULT 'auto',
        patience REAL
    ) STRICT;
    CREATE TABLE model_files (path TEXT PRIMARY KEY) STRICT;
    """,
    """
    CREATE TABLE usage (
        day TEXT NOT NULL,
        server TEXT NOT NULL,
        model TEXT NOT NULL,
        requests INTEGER NOT NULL,
        input_tokens INTEGER NOT NULL,
        output_tokens INTEGER NOT NULL,
        seconds REAL NOT NULL,
        PRIMARY KEY (day, server, model)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO usage
    SELECT
        date(at, 'unixepoch', 'localtime'),
        server,
        data ->> 'model',
        count(*),
        sum(data ->> 'input_tokens'),
        sum(data ->> 'output_tokens'),
        sum(data ->> 'seconds')
    FROM journal WHERE event = 'answered' GROUP BY 1, 2, 3;
    """,
    """
    CREATE TABLE held (
        id TEXT PRIMARY KEY,
        server TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        location TEXT NOT NULL,
        host TEXT NOT NULL,
        tools INTEGER NOT NULL,
        kind TEXT NOT NULL,
        uses_left INTEGER,
        until REAL,
        at REAL NOT NULL
    ) STRICT;
    INSERT INTO held
    SELECT
        lower(hex(randomblob(16))), server, fingerprint, location, '', 0, 'always', NULL, NULL, at
    FROM grants;
    DROP TABLE grants;
    ALTER TABLE held RENAME TO grants;
    ALTER TABLE usage ADD COLUMN cost REAL NOT NULL DEFAULT 0;
    ALTER TABLE journal ADD COLUMN hash TEXT NOT NULL DEFAULT '';
    CREATE TABLE chain (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        base INTEGER NOT NULL,
        base_hash TEXT NOT NULL,
        deleted INTEGER NOT NULL,
        deleted_at REAL,
        head INTEGER NOT NULL,
        head_hash TEXT NOT NULL
    ) STRICT;
    INSERT INTO chain SELECT 1, coalesce(max(n), 0), '', 0, NULL, coalesce(max(n), 0), ''
    FROM journal;
    CREATE TRIGGER journal_grows AFTER INSERT ON journal BEGIN
        UPDATE chain SET head = new.n, head_hash = new.hash;
    END;
    CREATE TRIGGER no_answer_unallowed BEFORE INSERT ON journal
    WHEN new.event = 'answered' AND NOT EXISTS (
        SELECT 1 FROM journal WHERE request = new.request AND event = 'approved'
    ) BEGIN
        SELECT raise(ABORT, 'an answer has no approval on record');
    END;
    CREATE TRIGGER chain_shortens AFTER UPDATE OF deleted ON chain BEGIN
        DELETE FROM journal WHERE n <= new.deleted;
    END;
    CREATE TABLE speeds (
        model TEXT NOT NULL,
        size INTEGER NOT NULL,
        tokens_per_second REAL NOT NULL,
        answers INTEGER NOT NULL,
        PRIMARY KEY (model, size)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE model_files ADD COLUMN name TEXT NOT NULL DEFAULT '';
    CREATE TABLE crashes (
        path TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        modified INTEGER NOT NULL,
        times INTEGER NOT NULL,
        reason TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE provenance (
        path TEXT PRIMARY KEY,
        repo TEXT NOT NULL,
        commit_hash TEXT NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE commands (
        digest TEXT PRIMARY KEY,
        server TEXT NOT NULL,
        allowed INTEGER NOT NULL,
        at REAL NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE callers (name TEXT PRIMARY KEY, at REAL NOT NULL, digest TEXT NOT NULL) STRICT;
    """,
    """
    CREATE TABLE conversations (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        model TEXT NOT NULL,
        servers TEXT NOT NULL,
        system TEXT NOT NULL,
        created REAL NOT NULL,
        changed REAL NOT NULL,
        leaf TEXT,
        deleted REAL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE turns (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        conversation TEXT NOT NULL,
        parent TEXT,
        role TEXT NOT NULL,
        at REAL NOT NULL,
        status TEXT NOT NULL,
        words TEXT NOT NULL,
        content TEXT NOT NULL,
        data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX turns_conversation ON turns (conversation, n);
    """,
)
"""One script for each version of the schema; a script that has shipped is never changed."""
