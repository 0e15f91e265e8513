-- A year's programme. Its theme, its days and who comes first are data of the year; a unit may have days and a theme line
-- of its own inside it. What a person wrote is in both languages.
create table editions.editions (
  id uuid primary key,
  year integer not null unique check (year between 2000 and 2100),
  number integer not null unique check (number > 0),
  name_vi text not null,
  name_en text not null,
  theme_vi text,
  theme_en text,
  from_day date not null,
  until_day date not null,
  source text,
  occasion_vi text,
  occasion_en text,
  slogan_vi text,
  slogan_en text,
  -- The last day of the extension to Tết.
  tet_until date,
  -- The tree of units as of this day carries the plan; the first day when none is named.
  reference_day date,
  hot_months integer[] not null default '{}',
  priority_groups text[] not null default '{}',
  priority_areas text[] not null default '{}',
  -- What a day of work given in kind is worth. Unsourced: each edition states its own.
  labour_day_vnd bigint not null default 0 check (labour_day_vnd between 0 and 10000000),
  copied_from uuid references editions.editions (id),
  check (until_day >= from_day),
  check (tet_until >= until_day)
);

-- Draft, open, closed: each a row with who and when. An edition without a row is a draft.
create table editions.states (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  state text not null check (state in ('draft', 'open', 'closed')),
  reason text,
  by_staff uuid,
  at timestamptz not null,
  unique (edition_id, state)
);

create function editions.state_of(p_edition uuid) returns text language sql stable as $$
  select coalesce((select s.state from editions.states s where s.edition_id = p_edition order by s.at desc, s.id desc limit 1), 'draft')
$$;

create table editions.unit_windows (
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null references org.units (id),
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  theme_vi text,
  theme_en text,
  by_staff uuid,
  at timestamptz not null,
  primary key (edition_id, unit_id)
);

-- Public figures of a year, as announced by whoever announced them: shown apart from what is counted, never added to it.
create table editions.announced (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  who text not null,
  says_vi text not null,
  says_en text not null,
  quantity numeric(20, 3) not null,
  unit text not null,
  source text
);
create index announced_of_edition on editions.announced (edition_id);

-- The units above those in scope: a unit reads what was assigned to it, so it must find the plans that assign.
create function editions.above_scope() returns setof uuid language sql stable as $$
  with recursive up (id) as (
    select unnest((select kit.scope()))
    union
    select p.parent_id from up join org.unit_parents p on p.unit_id = up.id
  ) select id from up
$$;

alter table editions.editions enable row level security;
alter table editions.states enable row level security;
alter table editions.unit_windows enable row level security;
alter table editions.announced enable row level security;
-- An edition belongs to the group: whoever holds its root writes it.
create function editions.holds_group() returns boolean language sql stable as $$
  select exists (select from org.units u where u.kind = 'group' and u.id in (select unnest((select kit.scope()))))
$$;
create policy acting on editions.editions for select using ((select kit.acting()));
create policy make on editions.editions for insert with check ((select editions.holds_group()));
create policy change on editions.editions for update using ((select editions.holds_group()));
create policy acting on editions.states for select using ((select kit.acting()));
create policy turn on editions.states for insert with check ((select editions.holds_group()));
create policy acting on editions.announced for select using ((select kit.acting()));
create policy read on editions.unit_windows for select using (
  unit_id in (select unnest((select kit.scope()))) or unit_id in (select editions.above_scope()));
create policy write on editions.unit_windows for insert with check (unit_id in (select unnest((select kit.scope()))));
create policy rewrite on editions.unit_windows for update using (unit_id in (select unnest((select kit.scope()))));
grant select, insert, update on editions.editions, editions.unit_windows to tri_an_app;
grant select, insert on editions.states to tri_an_app;
grant select on editions.announced to tri_an_app;
