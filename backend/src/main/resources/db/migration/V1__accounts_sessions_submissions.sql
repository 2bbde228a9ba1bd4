-- Keys of this installation as a whole; exactly one row, made on the first start.
create table installation (
    one        boolean primary key default true check (one),
    key        bytea       not null,
    created_at timestamptz not null default now()
);

create table course (
    id         uuid primary key,
    title      text        not null,
    join_code  text        not null unique,
    -- Draws the seeds of graded variants; never leaves the server.
    key        bytea       not null,
    claimed_at timestamptz,
    created_at timestamptz not null default now()
);

create table account (
    id                     uuid primary key,
    kind                   text        not null check (kind in ('guest', 'student', 'instructor')),
    course_id              uuid references course (id),
    name                   text,
    -- The name composed and without case, made by the server: SQL's lower() knows only its locale's letters.
    name_key               text,
    password               text,
    -- Set by an instructor's reset: the password has to be replaced, and not later than this.
    password_expires_at    timestamptz,
    created_at             timestamptz not null default now(),
    constraint guest_has_no_course check ((kind = 'guest') = (course_id is null)),
    constraint guest_has_no_name check ((kind = 'guest') = (name is null) and (name is null) = (name_key is null)),
    constraint guest_has_no_password check ((kind = 'guest') = (password is null))
);
create unique index account_name on account (name_key);
create index account_course on account (course_id, name_key);

create table login (
    -- SHA-256 of the cookie's token: who reads this table cannot use it to log in.
    token_hash bytea primary key,
    account_id uuid        not null references account (id) on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
);
create index login_account on login (account_id);

create table work_session (
    id         uuid primary key,
    account_id uuid        not null references account (id),
    lab        text        not null,
    mode       text        not null check (mode in ('practice', 'graded')),
    attempt    int         not null check (attempt >= 1),
    -- Free play only: the machine.
    config     text,
    -- Practice only, as the client says it: what the variant was drawn from.
    seed       text,
    engine     text        not null,
    length     int         not null default 0,
    bytes      int         not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index work_session_owner on work_session (account_id, lab, mode, created_at desc);

create table journal_batch (
    session_id uuid        not null references work_session (id),
    base       int         not null,
    batch      uuid        not null,
    count      int         not null check (count > 0),
    lines      text        not null,
    created_at timestamptz not null default now(),
    primary key (session_id, base),
    unique (session_id, batch)
);

-- One answer a question and attempt, whatever session it came through: a commit cannot be taken back.
create table prediction (
    account_id uuid        not null references account (id),
    lab        text        not null,
    attempt    int         not null,
    part       text        not null,
    question   int         not null,
    answer     text        not null,
    created_at timestamptz not null default now(),
    primary key (account_id, lab, attempt, part, question)
);

create table submission (
    id           uuid primary key,
    session_id   uuid        not null references work_session (id),
    account_id   uuid        not null references account (id),
    lab          text        not null,
    mode         text        not null,
    attempt      int         not null,
    file         text        not null,
    sha256       text        not null,
    state        text        not null
        check (state in ('received', 'verifying', 'graded', 'ungradable', 'rejected')),
    received_at  timestamptz not null,
    verifying_at timestamptz,
    graded_at    timestamptz,
    deadline     timestamptz,
    reason       text,
    score        int,
    max          int,
    -- As students may see it, and as staff may: hidden checks are in the second alone.
    verdict       text,
    staff_verdict text,
    tries        int         not null default 0,
    lease_owner  uuid,
    lease_until  timestamptz
);
create index submission_owner on submission (account_id, lab, received_at desc);
create index submission_queue on submission (received_at) where state in ('received', 'verifying');
