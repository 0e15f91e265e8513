-- One measuring of everybody under criteria. A trial stands on criteria that are not published yet: it counts, shows no
-- names, and can never be approved. `reach` are the units that its lines belong to: they see the run as well.
create table recognition.runs (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  activity text not null,
  kind text not null,
  unit_id uuid not null references org.units (id),
  criteria_id uuid not null references recognition.criteria (id),
  published_id uuid references recognition.published (criteria_id),
  given jsonb not null,
  errand uuid,
  reach uuid[] not null default '{}',
  opened_by uuid not null,
  opened_at timestamptz not null,
  check (published_id is null or published_id = criteria_id)
);
create index runs_by_edition on recognition.runs (edition_id, unit_id, id);

-- `seal` is the SHA-256 over the list as it stood: who is thanked on which grounds, who was left out and why.
create table recognition.run_steps (
  no bigint generated always as identity primary key,
  run_id uuid not null references recognition.runs (id),
  step text not null check (step in ('computed', 'reviewed', 'sent_back', 'approved', 'discarded')),
  reason text check (length(reason) <= 500),
  seal text,
  by_id uuid not null,
  at timestamptz not null,
  check (step not in ('sent_back', 'discarded') or length(reason) >= 3),
  check ((seal is not null) = (step in ('reviewed', 'approved')))
);
create index run_steps_of on recognition.run_steps (run_id, no);
-- Computed once, ended once: whatever many people press at the same moment.
create unique index run_computed_once on recognition.run_steps (run_id) where step = 'computed';
create unique index run_ended_once on recognition.run_steps (run_id) where step in ('approved', 'discarded');

-- What a frozen run rests on. `root` is the SHA-256 of its head's canonical bytes, which name the lines' file by hash.
create table recognition.frozen (
  run_id uuid primary key references recognition.runs (id),
  root text not null,
  lines_sha256 text not null,
  rows integer not null check (rows >= 0),
  method jsonb not null,
  settings jsonb not null,
  inputs jsonb not null,
  at timestamptz not null
);

-- One party of a frozen run.
create table recognition.lines (
  id uuid primary key,
  run_id uuid not null references recognition.runs (id),
  party_kind text not null check (party_kind in ('enterprise', 'customer')),
  party_id uuid not null,
  unit_id uuid not null,
  verdict text not null,
  grounds text[] not null,
  reasons text[] not null,
  marks text[] not null,
  figures jsonb not null,
  rank integer,
  why_sha256 text not null,
  unique (run_id, party_id)
);
create index lines_by_party on recognition.lines (party_id);

-- What the party's own page draws. Erasure empties it; the line keeps its hash.
create table recognition.whys (
  line_id uuid primary key references recognition.lines (id) deferrable initially deferred,
  party_id uuid not null,
  unit_id uuid not null,
  why jsonb,
  erased_at timestamptz,
  check ((why is null) = (erased_at is not null))
);
create index whys_by_party on recognition.whys (party_id);

-- Somebody checked a run by measuring it again.
create table recognition.recomputed (
  no bigint generated always as identity primary key,
  run_id uuid not null references recognition.runs (id),
  equal boolean,
  gone text[] not null,
  root text,
  at timestamptz not null,
  check ((equal is null) = (cardinality(gone) > 0))
);
create index recomputed_of on recognition.recomputed (run_id, no);

create trigger lines_stay before update or delete on recognition.lines for each row execute function recognition.stay();
create trigger frozen_stay before update or delete on recognition.frozen for each row execute function recognition.stay();
create trigger run_steps_stay before update or delete on recognition.run_steps for each row execute function recognition.stay();

create function recognition.nothing_after_freezing() returns trigger language plpgsql as $$
begin
  if exists (select from fresh f join recognition.frozen z on z.run_id = f.run_id) then
    raise exception 'this run is frozen' using errcode = 'P0001';
  end if;
  return null;
end $$;
create trigger lines_closed after insert on recognition.lines referencing new table as fresh
  for each statement execute function recognition.nothing_after_freezing();

create function recognition.why_only_goes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.why is not null or (new.line_id, new.party_id, new.unit_id) <> (old.line_id, old.party_id, old.unit_id) then
    raise exception 'the reason behind a line stays, or goes' using errcode = 'P0001';
  end if;
  return new;
end $$;
create trigger whys_stay before update or delete on recognition.whys for each row execute function recognition.why_only_goes();

-- The parties behind whoever signed in by phone: their customers, and the enterprises of these.
create function recognition.my_parties() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, recognition, customers as $$
declare mine uuid[];
begin
  if kit.customer() is null then return '{}'; end if;
  mine := customers.mine();
  return mine || array(select distinct c.enterprise_id from customers.customers c where c.id = any (mine) and c.enterprise_id is not null);
end $$;
comment on function recognition.my_parties() is 'definer: finds what belongs to the signed-in contact; opaque ids';

-- The approved runs that say something about them.
create function recognition.my_runs() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, recognition as $$
begin
  if kit.customer() is null then return '{}'; end if;
  return array(select distinct l.run_id from recognition.lines l join recognition.run_steps s on s.run_id = l.run_id and s.step = 'approved'
    where l.party_id = any (recognition.my_parties()));
end $$;
comment on function recognition.my_runs() is 'definer: a customer sees what was decided on them and nothing before it is approved; opaque ids';

alter table recognition.runs enable row level security;
alter table recognition.run_steps enable row level security;
alter table recognition.frozen enable row level security;
alter table recognition.lines enable row level security;
alter table recognition.whys enable row level security;
alter table recognition.recomputed enable row level security;
create policy in_scope on recognition.runs for select
  using (unit_id = any ((select kit.scope())::uuid[]) or reach && (select kit.scope())::uuid[]);
create policy own on recognition.runs for select using (id = any ((select recognition.my_runs())::uuid[]));
create policy open_one on recognition.runs for insert with check (unit_id = any ((select kit.scope())::uuid[]));
create policy change on recognition.runs for update using (unit_id = any ((select kit.scope())::uuid[]));
create policy with_run on recognition.run_steps for select using (exists (select from recognition.runs r where r.id = run_id));
create policy step on recognition.run_steps for insert
  with check (exists (select from recognition.runs r where r.id = run_id and r.unit_id = any ((select kit.scope())::uuid[])));
create policy with_run on recognition.frozen for select using (exists (select from recognition.runs r where r.id = run_id));
create policy take_in on recognition.frozen for insert
  with check (exists (select from recognition.runs r where r.id = run_id and r.unit_id = any ((select kit.scope())::uuid[])));
create policy with_run on recognition.recomputed for select using (exists (select from recognition.runs r where r.id = run_id));
create policy in_scope on recognition.lines for select using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on recognition.lines for select
  using (party_id = any ((select recognition.my_parties())::uuid[]) and run_id = any ((select recognition.my_runs())::uuid[]));
create policy take_in on recognition.lines for insert with check (unit_id = any ((select kit.scope())::uuid[]));
create policy with_line on recognition.whys for select using (exists (select from recognition.lines l where l.id = line_id));
create policy take_in on recognition.whys for insert with check (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert on recognition.runs, recognition.run_steps, recognition.frozen, recognition.lines, recognition.whys to tri_an_app;
grant update (errand, reach) on recognition.runs to tri_an_app;
grant select on recognition.recomputed to tri_an_app;
