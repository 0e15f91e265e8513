create extension if not exists btree_gist;

-- One call to use less, within one day. `noticed_at` is when word went out, or is to go out: the hours that adjust a
-- baseline end before it. A past event was called before this system; it is recorded, nobody is told of it again.
create table load_shift.events (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null references org.units (id),
  number text not null check (length(number) between 1 and 40),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours'),
  noticed_at timestamptz not null check (noticed_at <= starts_at),
  reason text not null check (length(reason) between 3 and 300),
  past boolean not null,
  called_by uuid not null,
  called_at timestamptz not null,
  cancelled_by uuid,
  cancelled_at timestamptz,
  cancelled_why text check (length(cancelled_why) between 3 and 300),
  unique (unit_id, number)
);
create index events_by_day on load_shift.events (edition_id, starts_at);

-- Who was called to an event. Nobody is called to two events at the same time, whoever calls.
create table load_shift.calls (
  event_id uuid not null references load_shift.events (id),
  agreement_id uuid not null references load_shift.agreements (id),
  unit_id uuid not null,
  during tstzrange not null,
  cancelled_at timestamptz,
  primary key (event_id, agreement_id),
  constraint calls_apart exclude using gist (agreement_id with =, during with &&) where (cancelled_at is null)
);
create index calls_by_agreement on load_shift.calls (agreement_id);

-- The one notice of a call. The row is written before the message leaves: a process that dies in between leaves it
-- without an outcome, it is shown as unknown, and nothing is sent blindly a second time.
create table load_shift.notices (
  event_id uuid not null,
  agreement_id uuid not null,
  unit_id uuid not null,
  message_id uuid not null unique,
  channel text not null check (channel in ('sms', 'email', 'call', 'past')),
  begun_at timestamptz not null,
  outcome text check (outcome in ('sent', 'refused', 'unknown')),
  told_at timestamptz,
  primary key (event_id, agreement_id),
  foreign key (event_id, agreement_id) references load_shift.calls (event_id, agreement_id)
);

-- Somebody said that the notice has arrived: the customer in the portal, a clerk on the telephone, or a paper.
create table load_shift.acknowledgements (
  event_id uuid not null,
  agreement_id uuid not null,
  unit_id uuid not null,
  how text not null check (how in ('portal', 'phone', 'paper')),
  note text not null default '' check (length(note) <= 300),
  by_kind text not null check (by_kind in ('staff', 'customer')),
  by_id uuid not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (event_id, agreement_id),
  foreign key (event_id, agreement_id) references load_shift.calls (event_id, agreement_id)
);

-- What was done to use less ("stopped line 2 from 13:30").
create table load_shift.actions (
  id uuid primary key,
  event_id uuid not null,
  agreement_id uuid not null,
  unit_id uuid not null,
  how text not null check (how in ('portal', 'phone', 'paper')),
  what text not null check (length(what) between 3 and 300),
  by_kind text not null check (by_kind in ('staff', 'customer')),
  by_id uuid not null,
  at timestamptz not null,
  foreign key (event_id, agreement_id) references load_shift.calls (event_id, agreement_id)
);
create index actions_of on load_shift.actions (event_id, agreement_id);

do $$
declare
  one text;
  mine constant text := 'exists (select from load_shift.agreements a where a.id = agreement_id)';
begin
  foreach one in array array['calls', 'notices', 'acknowledgements', 'actions'] loop
    execute format('alter table load_shift.%I enable row level security', one);
    execute format('create policy in_scope on load_shift.%I using (unit_id = any ((select kit.scope())::uuid[]))', one);
    execute format('create policy own on load_shift.%I for select using (%s)', one, mine);
    execute format('grant select, insert on load_shift.%I to tri_an_app', one);
  end loop;
  foreach one in array array['acknowledgements', 'actions'] loop
    execute format('create policy say on load_shift.%I for insert with check (by_kind = ''customer'' and by_id = (select kit.customer()) and %s)', one, mine);
  end loop;
end $$;
grant update (cancelled_at) on load_shift.calls to tri_an_app;
grant update (outcome, told_at) on load_shift.notices to tri_an_app;

-- An event is seen by whoever called it, and by whoever has customers that it calls.
alter table load_shift.events enable row level security;
create policy in_scope on load_shift.events using (unit_id = any ((select kit.scope())::uuid[]));
create policy called on load_shift.events for select using (exists (select from load_shift.calls c where c.event_id = events.id));
grant select, insert on load_shift.events to tri_an_app;
grant update (cancelled_by, cancelled_at, cancelled_why) on load_shift.events to tri_an_app;
