-- A conference that a unit plans to hold with its customers; its state is read from the steps that stand beside it.
create table customer_conference.conferences (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null references org.units (id),
  title text not null check (length(title) between 5 and 200),
  place text not null check (length(place) between 3 and 200),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  seats integer not null check (seats between 1 and 5000),
  topics text not null check (length(topics) between 5 and 2000),
  session_id uuid references gatherings.sessions (id),
  planned_by uuid not null,
  planned_at timestamptz not null
);
create index conferences_by_unit on customer_conference.conferences (edition_id, unit_id, id);

-- Each step is a row: who, when, and why when it went back or was cancelled. The last one counts.
create table customer_conference.steps (
  id uuid primary key,
  conference_id uuid not null references customer_conference.conferences (id),
  unit_id uuid not null,
  kind text not null check (kind in ('approved', 'sent_back', 'revised', 'held', 'cancelled')),
  reason text check (length(reason) <= 500),
  by_staff uuid not null,
  at timestamptz not null,
  check (kind not in ('sent_back', 'cancelled') or length(reason) >= 3)
);
create index steps_of_conference on customer_conference.steps (conference_id, at);

-- What was said and agreed. A version that was approved is never changed; a correction is the next version.
create table customer_conference.minutes (
  id uuid primary key,
  conference_id uuid not null references customer_conference.conferences (id),
  unit_id uuid not null,
  version integer not null check (version >= 1),
  chair text not null check (length(chair) between 2 and 200),
  summary text not null check (length(summary) between 10 and 10000),
  reason text check (length(reason) <= 500),
  written_by uuid not null,
  written_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  check (version = 1 or length(reason) >= 3),
  check (approved_by <> written_by),
  unique (conference_id, version)
);

alter table customer_conference.conferences enable row level security;
alter table customer_conference.steps enable row level security;
alter table customer_conference.minutes enable row level security;
create policy in_scope on customer_conference.conferences using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on customer_conference.steps using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on customer_conference.minutes using (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert, update on customer_conference.conferences, customer_conference.minutes to tri_an_app;
grant select, insert on customer_conference.steps to tri_an_app;
