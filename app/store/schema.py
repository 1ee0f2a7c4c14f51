"""The tables of a .nianbao file, and the numbers by which such a file is known."""

APPLICATION_ID = 0x4E69616E  # "Nian"
VERSION = 1

SCHEMA = """
create table report (              -- one row
    only_row integer primary key check (only_row = 1),
    form text not null,            -- id of the national format
    organ text not null,
    year integer not null,
    facts text not null,           -- JSON list
    last_year text not null,       -- JSON object: figure -> value
    collected text not null        -- JSON object: findings about the files that came in, and those left out
);
create table roster (
    place integer primary key,
    unit text not null unique,
    included integer not null,
    reason text not null,
    listed integer not null        -- 0: on no roster, only left out of the roll-up
);
create table files (               -- what units sent, byte for byte; never deleted
    sha256 text primary key,
    bytes blob not null
);
create table returns (             -- all ever accepted; never deleted
    id integer primary key,
    unit text not null,
    file text not null,
    sha256 text not null,          -- "" where nothing was read from a file
    time text not null,            -- when it was taken into the report
    year integer,
    form text not null,
    kind text not null,
    unused text not null,          -- JSON
    findings text not null,        -- JSON, the reader's
    text text not null             -- JSON object: section -> words
);
create index returns_of_a_unit on returns (unit);
create table accepted (            -- the return that now stands for a unit
    unit text primary key,
    return_id integer not null unique references returns
);
create table figures (             -- integers in the smallest place: 件, money in 0.000001 万元
    return_id integer not null references returns,
    figure text not null,
    value,                         -- what the unit entered, or a total that the program computed
    given,                         -- a total as the unit wrote it; text where it fits no integer, as value
    source text not null,          -- JSON
    primary key (return_id, figure)
) without rowid;
create table corrected (           -- what the unit sent for each figure that the clerk has corrected
    return_id integer not null references returns,
    figure text not null,
    sent text not null,            -- JSON: value and source; null where it sent none
    primary key (return_id, figure)
) without rowid;
create table overrides (
    figure text primary key,
    kind text not null,
    value not null,
    reason text not null,
    rolled_up
);
create table text (
    section text primary key,      -- last_year: and the key, for last year's text
    words text not null
);
create table explanations (
    check_id text not null,
    message text not null,         -- what the program said
    explanation text not null,     -- JSON: the clerk's words, the figures and both sides
    primary key (check_id, message)
);
create table log (                 -- every edit, undo and redo; rows are only ever added
    seq integer primary key,
    time text not null,
    who text not null,
    name text not null,
    changes text not null,         -- JSON: what became different, each with old and new
    undone integer references log  -- for an undo the edit, for a redo the undo that it takes back
);
create trigger log_keeps_its_rows before update on log
    begin select raise(abort, 'the log is append-only'); end;
create trigger log_loses_no_rows before delete on log
    begin select raise(abort, 'the log is append-only'); end;
create trigger files_lose_no_rows before delete on files
    begin select raise(abort, 'the bytes of a return are kept'); end;
"""
