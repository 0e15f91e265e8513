-- What the programme can consist of: activities and their measures, extendable as data. `shipped` rows come with the
-- product; none is ever deleted, an ended one is no longer offered.
create table editions.activities (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  block text not null check (block in ('business', 'social', 'money')),
  name_vi text not null,
  name_en text not null,
  -- The kinds of unit that take part: those that distribute no power, in the social block only.
  kinds text[] not null,
  position integer not null,
  ended boolean not null default false,
  shipped boolean not null default false
);

create table editions.measures (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  activity text not null references editions.activities (code),
  name_vi text not null,
  name_en text not null,
  -- A key of kit/units.
  unit text not null,
  duty text not null check (duty in ('statutory', 'extra')),
  gather text not null check (gather in ('sum', 'distinct', 'max', 'rate')),
  role text not null check (role in ('quantity', 'cost', 'money')),
  -- For a cost: the measure that it pays for.
  of_measure text references editions.measures (code),
  -- For money: where it comes from.
  source text check (source in ('company', 'union', 'youth', 'partner', 'community')),
  -- Usual đồng for one, with where that is known from; no source makes it unsourced, and shown so.
  usual_low bigint check (usual_low >= 0),
  usual_high bigint check (usual_high >= usual_low),
  usual_source text,
  -- Which facts count towards it.
  fact_activity text,
  fact_measure text,
  position integer not null,
  ended boolean not null default false,
  shipped boolean not null default false,
  check ((of_measure is not null) = (role = 'cost')),
  check ((source is not null) = (role = 'money')),
  check ((usual_low is null) = (usual_high is null))
);

-- The measures that an edition plans with, whether by month, and the least that each unit of a kind must be assigned.
create table editions.edition_measures (
  edition_id uuid not null references editions.editions (id),
  measure text not null references editions.measures (code),
  by_month boolean not null default false,
  position integer not null,
  primary key (edition_id, measure)
);
create table editions.least (
  edition_id uuid not null references editions.editions (id),
  measure text not null references editions.measures (code),
  kind text not null,
  least numeric(18, 3) not null check (least > 0),
  primary key (edition_id, measure, kind)
);

alter table editions.activities enable row level security;
alter table editions.measures enable row level security;
alter table editions.edition_measures enable row level security;
alter table editions.least enable row level security;
create policy acting on editions.activities for select using ((select kit.acting()));
create policy acting on editions.measures for select using ((select kit.acting()));
create policy acting on editions.edition_measures for select using ((select kit.acting()));
create policy acting on editions.least for select using ((select kit.acting()));
create policy write on editions.activities using ((select editions.holds_group()));
create policy write on editions.measures using ((select editions.holds_group()));
create policy write on editions.edition_measures using ((select editions.holds_group()));
create policy write on editions.least using ((select editions.holds_group()));
grant select, insert, update on editions.activities, editions.measures to tri_an_app;
grant select, insert, delete on editions.edition_measures, editions.least to tri_an_app;
