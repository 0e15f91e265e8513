-- A wave: one text to many. Its state is its last step. `because` of it (activity, record) is told to whoever counts.
create table messaging.waves (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  edition_id uuid references editions.editions (id),
  activity text,
  record uuid,
  title text not null check (length(title) between 3 and 160),
  template_id uuid not null references messaging.templates (id),
  channels text[] not null check (cardinality(channels) between 1 and 2),
  audience text not null,
  narrowing jsonb not null,
  sends_from timestamptz not null,
  sends_until timestamptz not null check (sends_until > sends_from),
  made_by uuid not null,
  made_at timestamptz not null
);
create index waves_by_unit on messaging.waves (unit_id, id);
create index waves_by_record on messaging.waves (record) where record is not null;

create table messaging.wave_steps (
  no bigint generated always as identity primary key,
  wave_id uuid not null references messaging.waves (id),
  unit_id uuid not null,
  kind text not null check (kind in ('planned', 'approved', 'sent_back', 'started', 'paused', 'stopped', 'finished')),
  rows integer,
  reason text check (length(reason) <= 500),
  by_id uuid,
  at timestamptz not null,
  check ((kind = 'planned') = (rows is not null)),
  check (kind not in ('sent_back', 'stopped') or length(reason) >= 3)
);
create index steps_of_wave on messaging.wave_steps (wave_id, no desc);

-- One row for each wave and party, and with it the whole account: planned is the number of rows, and each row is in one
-- state. A party is a number or an address with all the contracts behind it; whoever has none is a party of one,
-- excluded. `step` says which of the wave's channels is its turn.
create table messaging.recipients (
  wave_id uuid not null,
  party uuid not null,
  customers uuid[] not null,
  state text not null check (state in ('due', 'claimed', 'submitted', 'unknown', 'delivered', 'failed', 'excluded', 'cancelled')),
  reason text,
  step smallint not null,
  next_at timestamptz,
  primary key (wave_id, party),
  check ((state = 'due') = (next_at is not null)),
  check (state not in ('failed', 'excluded') or reason is not null)
) with (fillfactor = 85);
create index recipients_due on messaging.recipients (wave_id, step, next_at, party) where state = 'due';

-- What is leased to a process that sends. A lease that runs out without an outcome leaves its attempts unknown.
create table messaging.batches (
  id uuid primary key,
  wave_id uuid not null,
  attempts uuid[] not null,
  lease_until timestamptz not null,
  settled_at timestamptz
);
create index batches_open on messaging.batches (lease_until) where settled_at is null;

-- One try by one channel. Its id is the message's at the carrier, made of wave, party and step, so that it can only be
-- one. A single message has no wave: it says for which record of which activity it went.
create table messaging.attempts (
  id uuid primary key,
  unit_id uuid not null,
  wave_id uuid,
  party uuid not null,
  step smallint not null,
  customer_id uuid,
  class text not null,
  channel text not null,
  activity text,
  record uuid,
  state text not null check (state in ('claimed', 'submitted', 'unknown', 'delivered', 'failed', 'returned')),
  reason text,
  carrier_id text,
  segments smallint,
  body_sha256 bytea,
  begun_at timestamptz not null,
  told_at timestamptz
) with (fillfactor = 85);
create unique index one_live_attempt on messaging.attempts (wave_id, party)
  where wave_id is not null and state in ('claimed', 'submitted', 'unknown');
create index attempts_unknown on messaging.attempts (begun_at) where state = 'unknown';
create index attempts_single on messaging.attempts (unit_id, begun_at desc) where wave_id is null;

-- What carriers reported, each report once.
create table messaging.receipts (
  attempt_id uuid not null references messaging.attempts (id),
  status text not null check (status in ('delivered', 'failed')),
  at timestamptz not null,
  reason text,
  received_at timestamptz not null,
  primary key (attempt_id, status, at)
);

alter table messaging.waves enable row level security;
alter table messaging.wave_steps enable row level security;
alter table messaging.recipients enable row level security;
alter table messaging.batches enable row level security;
alter table messaging.attempts enable row level security;
alter table messaging.receipts enable row level security;
create policy in_scope on messaging.waves using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on messaging.wave_steps using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on messaging.attempts using (unit_id = any ((select kit.scope())::uuid[]));
create policy of_wave on messaging.recipients using (wave_id in (select w.id from messaging.waves w));
create policy of_wave on messaging.batches using (wave_id in (select w.id from messaging.waves w));
create policy of_attempt on messaging.receipts for select using (exists (select from messaging.attempts a where a.id = attempt_id));
grant select, insert on messaging.waves, messaging.wave_steps, messaging.attempts to tri_an_app;
-- Whoever moves a wave on holds its row meanwhile, and for that a right to write must be there.
grant update (title) on messaging.waves to tri_an_app;
grant select, update on messaging.batches to tri_an_app;
grant select, update on messaging.recipients to tri_an_app;
grant update (state, reason, carrier_id, segments, body_sha256, told_at) on messaging.attempts to tri_an_app;
grant select on messaging.receipts to tri_an_app;
