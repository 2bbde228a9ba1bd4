-- When a course's lab is due. Without a row it is not due at any time, and what is shown after the due date stays hidden.
create table assignment (
    course_id uuid        not null references course (id),
    lab       text        not null,
    due_at    timestamptz not null,
    primary key (course_id, lab)
);

-- "score" and "max" are the whole verdict's from now on: they are what counts. A student sees one of the other pairs.
alter table submission
    add column visible_score int,
    add column visible_max   int,
    add column due_score     int,
    add column due_max       int,
    -- As students may see it once the due date has passed.
    add column due_verdict   text;

-- Older rows kept the student's points, and no verdict for after the due date: they go on showing what they showed.
update submission
set visible_score = score, visible_max = max, due_score = score, due_max = max, due_verdict = verdict,
    score = (staff_verdict::jsonb ->> 'score')::int, max = (staff_verdict::jsonb ->> 'max')::int
where state = 'graded';
