-- Long work that somebody asked for: how far it is, how it ended, and that it is to stop. Whoever asked sees it, and
-- whoever has its unit in reach. What it is given and what it answers are opaque ids and numbers, never personal data.

create table kit.errands (
  id uuid primary key,
  job text not null,
  actor uuid not null,
  unit uuid,
  given jsonb not null,
  asked_at timestamptz not null,
  begun_at timestamptz,
  -- The try that holds it: an older one that still lives can write nothing more.
  lease uuid,
  failures int not null default 0,
  done int not null default 0 check (done >= 0),
  of int check (of >= 0),
  cancelled_at timestamptz,
  cancelled_by uuid,
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'cancelled', 'failed')),
  code text,
  details jsonb not null default '{}',
  answer jsonb,
  check ((ended_at is null) = (outcome is null)),
  check ((code is not null) = (outcome is not distinct from 'failed'))
);
create index errands_by_actor on kit.errands (actor, asked_at desc);
create index errands_by_unit on kit.errands (unit, asked_at desc);
alter table kit.errands enable row level security;
create policy own_or_in_scope on kit.errands
  using (actor = (select kit.actor()) or unit = any ((select kit.scope())::uuid[]));
grant select, insert on kit.errands to tri_an_app;
grant update (begun_at, lease, failures, done, of, cancelled_at, cancelled_by, ended_at, outcome, code, details, answer)
  on kit.errands to tri_an_app;
