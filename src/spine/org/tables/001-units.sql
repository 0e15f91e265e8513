-- Units of the group, with everything that can change about them dated. A day range is [from_day, until_day):
-- `until_day` is the first day on which it no longer holds; null has no end. A reform adds rows and ends rows, and
-- rewrites none: the tree as of any past day stays what it was.
create extension if not exists btree_gist;

create table org.units (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9.-]{0,23}$'),
  kind text not null check (kind in ('group', 'corporation', 'company', 'team', 'transmission', 'generation', 'office')),
  opened_on date not null,
  closed_on date,
  check (closed_on > opened_on)
);
-- There is one group: the root of the tree.
create unique index one_group on org.units (kind) where kind = 'group';

-- The foreign keys to a unit wait for the end of the transaction: a new unit's place is written before the unit
-- itself, since the place is what decides who may write the unit.
create table org.unit_names (
  unit_id uuid not null references org.units (id) deferrable initially deferred,
  name text not null check (name = normalize(btrim(name), nfc) and char_length(name) between 2 and 200),
  from_day date not null,
  until_day date,
  primary key (unit_id, from_day),
  check (until_day > from_day),
  exclude using gist (unit_id with =, daterange(from_day, until_day) with &&)
);

create table org.unit_parents (
  unit_id uuid not null references org.units (id) deferrable initially deferred,
  parent_id uuid not null references org.units (id),
  from_day date not null,
  until_day date,
  primary key (unit_id, from_day),
  check (until_day > from_day),
  check (unit_id <> parent_id),
  exclude using gist (unit_id with =, daterange(from_day, until_day) with &&)
);
create index unit_parents_by_parent on org.unit_parents (parent_id);

-- Who took over from whom. A merged unit has one successor; a split one has several.
create table org.unit_successors (
  unit_id uuid not null references org.units (id),
  successor_id uuid not null references org.units (id) deferrable initially deferred,
  on_day date not null,
  kind text not null check (kind in ('merge', 'split')),
  primary key (unit_id, successor_id),
  check (unit_id <> successor_id)
);
create index unit_successors_by_successor on org.unit_successors (successor_id);

-- A unit and all that stands under it on one day; nothing when the unit is not open on that day.
create function org.subtree(root uuid, on_day date) returns setof uuid
language sql stable parallel safe rows 200 as $$
  with recursive tree (id) as (
    select id from org.units where id = root and opened_on <= on_day and (closed_on is null or closed_on > on_day)
    union
    select p.unit_id from tree join org.unit_parents p on p.parent_id = tree.id
    where p.from_day <= on_day and (p.until_day is null or p.until_day > on_day)
  ) select id from tree
$$;

-- What a role on a unit reaches on a day: its subtree; the units that are recorded to open in it later; and the closed
-- units whose history it keeps. A merged unit's history goes with its successor, any other stays where the unit stood last.
create function org.reach(root uuid, on_day date) returns setof uuid
language sql stable parallel safe rows 200 as $$
  with recursive holds (holder, unit) as materialized (
    select p.parent_id, p.unit_id from org.unit_parents p
    where p.from_day <= on_day and (p.until_day is null or p.until_day > on_day)
    union all
    select p.parent_id, u.id from org.units u join org.unit_parents p on p.unit_id = u.id and p.from_day = u.opened_on
    where u.opened_on > on_day
    union all
    select s.successor_id, u.id from org.units u join org.unit_successors s on s.unit_id = u.id and s.kind = 'merge'
    where u.closed_on <= on_day
    union all
    select p.parent_id, u.id from org.units u join org.unit_parents p on p.unit_id = u.id and p.until_day = u.closed_on
    where u.closed_on <= on_day
      and not exists (select from org.unit_successors s where s.unit_id = u.id and s.kind = 'merge')
  ), reached (id) as (
    select id from org.units where id = root
    union
    select holds.unit from reached join holds on holds.holder = reached.id
  ) select id from reached
$$;

-- The units above a unit on a day, nearest first (level 1 is the parent).
create function org.ancestors(of_unit uuid, on_day date) returns table (id uuid, level int)
language sql stable parallel safe rows 5 as $$
  with recursive up (id, level) as (
    select p.parent_id, 1 from org.unit_parents p
    where p.unit_id = of_unit and p.from_day <= on_day and (p.until_day is null or p.until_day > on_day)
    union all
    select p.parent_id, up.level + 1 from up join org.unit_parents p on p.unit_id = up.id
    where p.from_day <= on_day and (p.until_day is null or p.until_day > on_day) and up.level < 32
  ) select id, level from up
$$;

-- The units that stand for a unit on a day: itself while it is open, otherwise those that took over from it,
-- through any number of reforms. Nothing when it is closed without a successor or not open yet.
create function org.successor_of(of_unit uuid, on_day date) returns setof uuid
language sql stable parallel safe rows 1 as $$
  with recursive line (id) as (
    select of_unit
    union
    select s.successor_id from line
      join org.units u on u.id = line.id and u.closed_on <= on_day
      join org.unit_successors s on s.unit_id = u.id and s.on_day <= on_day
  ) select u.id from line join org.units u on u.id = line.id
  where u.opened_on <= on_day and (u.closed_on is null or u.closed_on > on_day)
$$;

-- Whether the scope holds a unit, or a unit that it is recorded to stand under at last: so a unit that opens
-- next month can already be shaped by whoever will hold it.
create function org.in_reach(of_unit uuid) returns boolean
language sql stable parallel safe as $$
  with recursive up (id) as (
    select of_unit
    union
    select last.parent_id from up cross join lateral (
      select p.parent_id from org.unit_parents p where p.unit_id = up.id order by p.from_day desc limit 1) last
  ) select exists (select from up where up.id = any ((select kit.scope())::uuid[]))
$$;

-- Whether a unit would come to stand under itself, on any day from `since` on, if it stood under `parent`.
create function org.would_circle(of_unit uuid, parent uuid, since date) returns boolean
language sql stable parallel safe as $$
  with recursive up (id, days) as (
    select parent, daterange(since, null)
    union
    select p.parent_id, up.days * daterange(p.from_day, p.until_day) from up
      join org.unit_parents p on p.unit_id = up.id and up.days && daterange(p.from_day, p.until_day)
    where up.id <> of_unit
  ) select exists (select from up where id = of_unit)
$$;

-- The last line behind the verbs: whatever a transaction did, at its end each unit that it touched has a name and
-- (but for the group) a parent on exactly the days on which it is open, under parents open on those days, and no circle.
create function org.keep_tree() returns trigger language plpgsql as $$
declare
  touched uuid := case tg_table_name when 'units' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'unit_id')::uuid end;
  unit org.units;
  life datemultirange;
begin
  select * into unit from org.units where id = touched;
  life := datemultirange(daterange(unit.opened_on, unit.closed_on));
  if (select range_agg(daterange(from_day, until_day)) from org.unit_names where unit_id = touched) is distinct from life then
    raise exception 'unit % is not named on every day of its life', unit.code using errcode = '23514';
  end if;
  if unit.kind <> 'group'
    and (select range_agg(daterange(from_day, until_day)) from org.unit_parents where unit_id = touched) is distinct from life then
    raise exception 'unit % does not have one parent on every day of its life', unit.code using errcode = '23514';
  end if;
  if unit.kind = 'group' and exists (select from org.unit_parents where unit_id = touched) then
    raise exception 'the group stands under nothing' using errcode = '23514';
  end if;
  if exists (
    select from org.unit_parents p join org.units above on above.id = p.parent_id
    where (p.unit_id = touched or p.parent_id = touched)
      and not daterange(p.from_day, p.until_day) <@ daterange(above.opened_on, above.closed_on)) then
    raise exception 'unit % stands under, or over, a unit outside its life', unit.code using errcode = '23514';
  end if;
  if exists (select from org.unit_parents p where p.unit_id = touched and org.would_circle(touched, p.parent_id, p.from_day)
    and p.until_day is null) then
    raise exception 'unit % would stand under itself', unit.code using errcode = '23514';
  end if;
  return null;
end $$;

create constraint trigger keep_tree after insert or update on org.units
  deferrable initially deferred for each row execute function org.keep_tree();
create constraint trigger keep_tree after insert or update on org.unit_names
  deferrable initially deferred for each row execute function org.keep_tree();
create constraint trigger keep_tree after insert or update on org.unit_parents
  deferrable initially deferred for each row execute function org.keep_tree();

-- What is once written about a unit's past does not change: rows are only ended, and an end is only set once.
create function org.end_only() returns trigger language plpgsql as $$
begin
  if old.until_day is not null then
    raise exception 'an ended row stays as it is' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger end_only before update on org.unit_names for each row execute function org.end_only();
create trigger end_only before update on org.unit_parents for each row execute function org.end_only();

create function org.every_unit() returns uuid[]
language sql stable security definer set search_path = pg_catalog, org as $$
  select coalesce(array_agg(id), '{}') from org.units
$$;
comment on function org.every_unit() is 'definer: the opaque ids of all units, open or closed, as the scope of scheduled jobs, which act for nobody in particular';

alter table org.units enable row level security;
alter table org.unit_names enable row level security;
alter table org.unit_parents enable row level security;
alter table org.unit_successors enable row level security;

create policy read on org.units for select using ((select kit.acting()));
create policy open on org.units for insert with check (org.in_reach(id));
create policy close on org.units for update using (org.in_reach(id));
create policy read on org.unit_names for select using ((select kit.acting()));
create policy name on org.unit_names for insert with check (org.in_reach(unit_id));
create policy finish on org.unit_names for update using (org.in_reach(unit_id));
create policy read on org.unit_parents for select using ((select kit.acting()));
create policy place on org.unit_parents for insert with check (org.in_reach(parent_id)
  and (org.in_reach(unit_id) or not exists (select from org.units u where u.id = unit_id)));
create policy finish on org.unit_parents for update using (org.in_reach(unit_id));
create policy read on org.unit_successors for select using ((select kit.acting()));
create policy succeed on org.unit_successors for insert with check (org.in_reach(unit_id) and org.in_reach(successor_id));

grant select, insert on org.units, org.unit_names, org.unit_parents, org.unit_successors to tri_an_app;
grant update (closed_on) on org.units to tri_an_app;
grant update (until_day) on org.unit_names, org.unit_parents to tri_an_app;
