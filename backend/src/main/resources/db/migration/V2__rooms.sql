-- A room is a log of commands that every member applies. The row is the lock that orders it: who adds entries holds it.
create table room (
    id         uuid primary key,
    course_id  uuid        not null references course (id),
    code       text        not null unique,
    title      text        not null,
    guests     boolean     not null,
    paused     boolean     not null default false,
    -- Number of the last entry, and of the last entry that set up a new machine.
    seq        int         not null default 0,
    push_seq   int         not null default 0,
    engine     text        not null,
    created_by uuid        not null references account (id),
    created_at timestamptz not null default now()
);
create index room_course on room (course_id, created_at desc);

create table room_member (
    room_id    uuid        not null references room (id),
    account_id uuid        not null references account (id),
    -- Guests only; students and instructors go by their own name.
    nickname   text,
    joined_at  timestamptz not null default now(),
    primary key (room_id, account_id)
);
create index room_member_account on room_member (account_id);
create unique index room_member_nickname on room_member (room_id, lower(nickname));

create table room_entry (
    room_id    uuid        not null references room (id),
    seq        int         not null,
    kind       text        not null check (kind in ('push', 'command', 'pause', 'resume')),
    account_id uuid        not null references account (id),
    name       text        not null,
    -- Made by the client, so that what it sends again is recognised.
    client     uuid        not null,
    text       text        not null,
    -- Of the machine's event chain after this entry.
    digest     text        not null,
    at         timestamptz not null default now(),
    primary key (room_id, seq),
    unique (room_id, client)
);

-- Who looked into whose session, kept for good; until is renewed while the looking lasts.
create table session_look (
    id         uuid primary key,
    session_id uuid        not null references work_session (id),
    account_id uuid        not null references account (id),
    since      timestamptz not null default now(),
    until      timestamptz not null
);
create index session_look_session on session_look (session_id, until desc);
create index work_session_updated on work_session (updated_at desc);
