-- What a version of a lab was, so that work begun with it can be judged when the lab has changed.
create table lab_version (
    lab       text        not null,
    scenario  text        not null,
    yaml      text        not null,
    readme    text        not null,
    reference text        not null,
    first_at  timestamptz not null default now(),
    primary key (lab, scenario)
);

-- The version a session was begun with; null = begun before versions were recorded.
alter table work_session
    add column scenario text;

alter table submission
    -- The version its session was made with.
    add column lab_version text,
    -- What the present verdict was made by; empty = made before that was recorded.
    add column engine   text not null default '',
    add column scenario text not null default '',
    add column grader   text not null default '';

-- Every verdict there ever was. The same four identities give the same verdict, so it is made once.
create table outcome (
    submission_id uuid        not null references submission (id),
    engine        text        not null,
    scenario      text        not null,
    grader        text        not null,
    state         text        not null check (state in ('graded', 'rejected')),
    reason        text,
    visible_score int,
    visible_max   int,
    verdict       text,
    due_score     int,
    due_max       int,
    due_verdict   text,
    score         int,
    max           int,
    staff_verdict text,
    made_at       timestamptz not null default now(),
    primary key (submission_id, engine, scenario, grader)
);
insert into outcome (submission_id, engine, scenario, grader, state, reason, visible_score, visible_max, verdict,
                     due_score, due_max, due_verdict, score, max, staff_verdict, made_at)
select id, '', '', '', state, reason, visible_score, visible_max, verdict,
       due_score, due_max, due_verdict, score, max, staff_verdict, coalesce(graded_at, received_at)
from submission where state in ('graded', 'rejected');

-- All graded submissions of a lab in a course, tried with the present lab, engine and grader; then, perhaps, applied.
create table regrade (
    id         uuid primary key,
    course_id  uuid        not null references course (id),
    lab        text        not null,
    engine     text        not null,
    scenario   text        not null,
    grader     text        not null,
    created_by uuid        not null references account (id),
    created_at timestamptz not null default now(),
    applied_by uuid references account (id),
    applied_at timestamptz,
    -- Why, in the words of whoever applied it; students read it.
    reason     text,
    -- Submissions that got other points, that kept theirs since they would have lost some, and that come out the same.
    changed    int,
    kept       int,
    unchanged  int,
    constraint applied_is_told check (num_nonnulls(applied_by, applied_at, reason, changed, kept, unchanged) in (0, 6))
);
create index regrade_lab on regrade (course_id, lab, created_at desc);

create table regrade_job (
    regrade_id    uuid        not null references regrade (id),
    submission_id uuid        not null references submission (id),
    state         text        not null
        check (state in ('queued', 'verifying', 'graded', 'rejected', 'ungradable', 'replaced')),
    queued_at     timestamptz not null default now(),
    verifying_at  timestamptz,
    ended_at      timestamptz,
    deadline      timestamptz,
    reason        text,
    tries         int         not null default 0,
    lease_owner   uuid,
    lease_until   timestamptz,
    primary key (regrade_id, submission_id)
);
-- A newer regrade replaces a queued one.
create unique index regrade_job_queued on regrade_job (submission_id) where state = 'queued';
create index regrade_job_queue on regrade_job (queued_at) where state in ('queued', 'verifying');

-- What regrades changed, kept for good: the verdicts themselves are in outcome, under these identities.
create table regrade_change (
    regrade_id      uuid        not null references regrade (id),
    submission_id   uuid        not null references submission (id),
    before_state    text        not null,
    before_engine   text        not null,
    before_scenario text        not null,
    before_grader   text        not null,
    before_score    int,
    before_max      int,
    after_state     text        not null,
    after_score     int,
    after_max       int,
    at              timestamptz not null default now(),
    primary key (regrade_id, submission_id)
);
create index regrade_change_submission on regrade_change (submission_id, at);

create function refuse_to_rewrite() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are kept as they are', tg_table_name;
end $$;
create trigger regrade_change_is_kept before update or delete on regrade_change
    for each row execute function refuse_to_rewrite();

-- Who took the course's key out of the server, kept for good.
create table course_key_taken (
    id         uuid primary key,
    course_id  uuid        not null references course (id),
    account_id uuid        not null references account (id),
    at         timestamptz not null default now()
);
create index course_key_taken_course on course_key_taken (course_id, at desc);
create trigger course_key_taken_is_kept before update or delete on course_key_taken
    for each row execute function refuse_to_rewrite();
