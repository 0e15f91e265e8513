-- Provinces and communes of the State's lists. A code is never used for another place, so it is the identity; names,
-- kinds and a commune's province are dated. Day ranges are [from_day, until_day).

create table org.provinces (
  code text primary key check (code ~ '^[0-9]{2}$'),
  opened_on date not null,
  closed_on date,
  check (closed_on > opened_on)
);

create table org.province_names (
  code text not null references org.provinces (code),
  name text not null check (char_length(name) between 2 and 100),
  kind text not null check (kind in ('province', 'city')),
  from_day date not null,
  until_day date,
  primary key (code, from_day),
  check (until_day > from_day),
  exclude using gist (code with =, daterange(from_day, until_day) with &&)
);

create table org.communes (
  code text primary key check (code ~ '^[0-9]{5}$'),
  opened_on date not null,
  closed_on date,
  check (closed_on > opened_on)
);

create table org.commune_names (
  code text not null references org.communes (code),
  name text not null check (char_length(name) between 1 and 100),
  kind text not null check (kind in ('commune', 'ward', 'zone')),
  province_code text not null references org.provinces (code),
  from_day date not null,
  until_day date,
  primary key (code, from_day),
  check (until_day > from_day),
  exclude using gist (code with =, daterange(from_day, until_day) with &&)
);
create index commune_names_by_province on org.commune_names (province_code);

-- What became of a former commune. It may have gone to several (`share` says whether a row took all of it), and old
-- lists lack some codes, so a former place is known by its names too. `confidence`: how the row found its new commune.
create table org.commune_history (
  id uuid primary key,
  old_code text check (old_code ~ '^[0-9]{5}$'),
  old_name text not null,
  old_district text not null,
  old_province text not null,
  new_code text not null references org.communes (code),
  on_day date not null,
  share text not null check (share in ('whole', 'part')),
  confidence text not null check (confidence in ('code', 'name', 'exact', 'near', 'fuzzy', 'ambiguous'))
);
create index commune_history_by_old on org.commune_history (old_code);
create index commune_history_by_new on org.commune_history (new_code);

-- Every list that was taken in, with what it changed.
create table org.place_lists (
  id uuid primary key,
  name text not null,
  effective_day date not null,
  added int not null,
  changed int not null,
  closed int not null,
  applied_at timestamptz not null,
  applied_by uuid
);

-- Which unit serves which commune; several teams may share a large one.
create table org.unit_areas (
  unit_id uuid not null references org.units (id),
  commune_code text not null references org.communes (code),
  from_day date not null,
  until_day date,
  primary key (unit_id, commune_code, from_day),
  check (until_day > from_day),
  exclude using gist (unit_id with =, commune_code with =, daterange(from_day, until_day) with &&)
);
create index unit_areas_by_commune on org.unit_areas (commune_code);

create function org.provinces_on(on_day date) returns table (code text, name text, kind text)
language sql stable parallel safe rows 34 as $$
  select n.code, n.name, n.kind from org.province_names n
  where n.from_day <= on_day and (n.until_day is null or n.until_day > on_day)
$$;

create function org.communes_on(on_day date) returns table (code text, name text, kind text, province_code text)
language sql stable parallel safe rows 3321 as $$
  select n.code, n.name, n.kind, n.province_code from org.commune_names n
  where n.from_day <= on_day and (n.until_day is null or n.until_day > on_day)
$$;

-- The lists are the whole country's: only who holds the group may change them.
create function org.holds_group() returns boolean language sql stable parallel safe as $$
  select exists (select from org.units where kind = 'group' and id = any ((select kit.scope())::uuid[]))
$$;

create trigger end_only before update on org.province_names for each row execute function org.end_only();
create trigger end_only before update on org.commune_names for each row execute function org.end_only();
create trigger end_only before update on org.unit_areas for each row execute function org.end_only();

do $$
declare place text;
begin
  foreach place in array array['provinces', 'province_names', 'communes', 'commune_names', 'commune_history', 'place_lists'] loop
    execute format('alter table org.%I enable row level security', place);
    execute format('create policy read on org.%I for select using ((select kit.acting()))', place);
    execute format('create policy take_in on org.%I for insert with check ((select org.holds_group()))', place);
    execute format('create policy finish on org.%I for update using ((select org.holds_group()))', place);
    execute format('grant select, insert on org.%I to tri_an_app', place);
  end loop;
end $$;
grant update (closed_on) on org.provinces, org.communes to tri_an_app;
grant update (until_day) on org.province_names, org.commune_names to tri_an_app;

alter table org.unit_areas enable row level security;
create policy read on org.unit_areas for select using ((select kit.acting()));
create policy serve on org.unit_areas for insert with check (org.in_reach(unit_id));
create policy finish on org.unit_areas for update using (org.in_reach(unit_id));
grant select, insert on org.unit_areas to tri_an_app;
grant update (until_day) on org.unit_areas to tri_an_app;
