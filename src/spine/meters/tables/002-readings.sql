-- Readings of metering points as day vectors. The values lie in Parquet files, one for a month, a shard of points and a
-- length of slot; PostgreSQL keeps which file holds, so that a load swaps all its months in one transaction.

-- The short number under which a point's readings lie in the files. 4,096 numbers make a shard. After an erasure the
-- number is never given again: the point gets another should it be read anew.
create table meters.metered (
  no integer generated always as identity primary key,
  point_id uuid not null references customers.points (id),
  erased_at timestamptz,
  rewritten_at timestamptz check (rewritten_at >= erased_at)
);
create unique index metered_points on meters.metered (point_id) where erased_at is null;
create index metered_erased on meters.metered (no) where erased_at is not null and rewritten_at is null;

-- A file of readings that somebody brought: `settings` say how it is read, `follows` is the load whose unknown
-- customers it takes in later. `ended_at`: nothing of it holds, so the same file may come again.
create table meters.loads (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  name text not null,
  bytes bigint not null default 0,
  sha256 bytea,
  settings jsonb,
  follows uuid,
  brought_by uuid not null,
  brought_at timestamptz not null,
  ended_at timestamptz
);
create index loads_by_hash on meters.loads (sha256) where ended_at is null;
create table meters.load_steps (
  load_id uuid not null references meters.loads (id),
  no integer not null,
  unit_id uuid not null,
  state text not null check (state in ('receiving', 'received', 'taking', 'taken', 'failed', 'stopped', 'twice', 'undoing', 'undone')),
  by_staff uuid,
  at timestamptz not null,
  details jsonb not null default '{}',
  primary key (load_id, no)
);

-- Which file holds for a part; null when nothing is left in it. Each swap has a number: what was swapped later says more.
create sequence meters.swaps;
create table meters.parts (
  month date not null check (extract(day from month) = 1),
  shard integer not null check (shard >= 0),
  slots smallint not null check (slots in (24, 48, 96)),
  file text collate "C" check (file ~ '^[0-9a-f]{64}$'),
  rows integer not null check (rows >= 0),
  bytes bigint not null check (bytes >= 0),
  load_id uuid,
  swap bigint not null,
  primary key (month, shard, slots)
);
-- The parts into which a load wrote, so that it can be taken back. `gone`: it was.
create table meters.load_parts (
  load_id uuid not null references meters.loads (id),
  month date not null,
  shard integer not null,
  slots smallint not null,
  unit_id uuid not null,
  swap bigint not null,
  gone boolean not null default false,
  primary key (load_id, month, shard, slots)
);
create index load_parts_by_part on meters.load_parts (month, shard);

-- What is held of a point in a month. `marked` counts slots by kind, in the order of the bits of a mark.
create table meters.coverage (
  no integer not null references meters.metered (no),
  month date not null,
  days smallint not null check (days >= 0),
  first_day date,
  last_day date,
  readings integer not null,
  kwh double precision not null,
  marked integer[] not null,
  primary key (no, month)
);

-- Names in a file that are nobody's whom its bringer reaches: kept as findings, never dropped.
create table meters.strangers (
  load_id uuid not null references meters.loads (id),
  unit_id uuid not null,
  code text collate "C" not null,
  why text not null check (why in ('unknown', 'elsewhere', 'several', 'no_point')),
  readings bigint not null,
  first_day date not null,
  last_day date not null,
  kwh double precision not null,
  primary key (load_id, code)
);

-- Long work that was stopped or broke says so in the queue's own table, which only its asker reads.
create function meters.is_over(errand uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, kit as $$
  select exists (select from kit.errands e where e.id = errand and e.outcome in ('cancelled', 'failed'))
$$;
comment on function meters.is_over is 'definer: yes or no, whether a work that others asked for ended without effect';
-- Where a load stands: work that ended without effect left it as it was before.
create function meters.state_of(load uuid) returns text
language sql stable as $$
  select case when s.state in ('taking', 'undoing') and meters.is_over((s.details ->> 'errand')::uuid)
    then case s.state when 'taking' then 'stopped' else 'taken' end else s.state end
  from meters.load_steps s where s.load_id = load order by s.no desc limit 1
$$;

alter table meters.metered enable row level security;
create policy with_point on meters.metered for select using (exists (select from customers.points p where p.id = point_id));
create policy take_in on meters.metered for insert with check (exists (select from customers.points p
  join customers.customers c on c.id = p.customer_id where p.id = point_id and c.unit_id = any ((select kit.scope())::uuid[])));
create policy erase on meters.metered for update using (exists (select from customers.points p
  join customers.customers c on c.id = p.customer_id where p.id = point_id and c.unit_id = any ((select kit.scope())::uuid[])));
alter table meters.coverage enable row level security;
create policy with_point on meters.coverage using (exists (select from meters.metered m where m.no = coverage.no));
alter table meters.parts enable row level security;
-- Which months there are is no secret; whose readings a reader gets out of them is decided by meters.metered.
create policy read on meters.parts for select using ((select kit.acting()));
create policy swap_in on meters.parts for insert with check (cardinality((select kit.scope())) > 0);
create policy swap on meters.parts for update using (cardinality((select kit.scope())) > 0);
alter table meters.load_parts enable row level security;
create policy read on meters.load_parts for select using ((select kit.acting()));
create policy write_down on meters.load_parts for insert with check (unit_id = any ((select kit.scope())::uuid[]));
create policy take_back on meters.load_parts for update using (unit_id = any ((select kit.scope())::uuid[]));
do $$
declare one text;
begin
  foreach one in array array['loads', 'load_steps', 'strangers'] loop
    execute format('alter table meters.%I enable row level security', one);
    execute format('create policy in_scope on meters.%I using (unit_id = any ((select kit.scope())::uuid[]))', one);
  end loop;
end $$;
grant select, insert on meters.metered, meters.loads, meters.load_steps, meters.parts, meters.load_parts, meters.coverage,
  meters.strangers to tri_an_app;
grant update (erased_at, rewritten_at) on meters.metered to tri_an_app;
grant update (bytes, sha256, settings, ended_at) on meters.loads to tri_an_app;
grant update (file, rows, bytes, load_id, swap) on meters.parts to tri_an_app;
grant update (gone) on meters.load_parts to tri_an_app;
grant update (days, first_day, last_day, readings, kwh, marked) on meters.coverage to tri_an_app;
grant delete on meters.strangers to tri_an_app;
grant usage on sequence meters.swaps to tri_an_app;

-- A metering point that stands outside the caller's scope: a file that names one is told so.
create function meters.is_point_elsewhere(point text) returns boolean
language sql stable security definer set search_path = pg_catalog, meters as $$
  select exists (select from customers.points p join customers.customers c on c.id = p.customer_id
    where p.code = point and not c.unit_id = any (kit.scope()))
$$;
comment on function meters.is_point_elsewhere is 'definer: yes or no, whether a metering point belongs to a unit outside the caller''s';
