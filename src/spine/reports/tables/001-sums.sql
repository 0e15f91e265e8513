-- Names are compared as bytes: sorting 50,000 sums by a language's rules takes longer than adding them up.
-- Sums of what was counted, kept by what people ask for: a unit's own total, a day, a commune, a duty. A joint subject
-- counts where it is owned; a correction takes away what it replaces. `many` counts acts; `largest` serves measures of
-- which the largest counts (a capacity).
create table reports.sums (
  edition_id uuid not null references editions.editions (id),
  by text not null check (by in ('unit', 'day', 'commune', 'duty')),
  activity text collate "C" not null,
  measure text collate "C" not null,
  unit_id uuid not null references org.units (id),
  -- The day (2026-12-10), the commune's code, the duty; '' for the unit's own total.
  at text not null,
  declared numeric(24, 3) not null default 0,
  recorded numeric(24, 3) not null default 0,
  proven numeric(24, 3) not null default 0,
  many integer not null default 0,
  largest numeric(20, 3),
  primary key (edition_id, by, activity, measure, unit_id, at)
);

-- What was counted since the sums were last folded: one row an act, written in its transaction, beside the fact. No act
-- waits for another one's sum, and whoever reads adds both, so that an act stands at the top as soon as it is there.
create table reports.fresh (
  id bigint generated always as identity primary key,
  edition_id uuid not null,
  activity text collate "C" not null,
  measure text collate "C" not null,
  unit_id uuid not null,
  day date not null,
  commune text,
  duty text not null,
  grade text not null,
  quantity numeric(20, 3) not null,
  -- 1 for what came, -1 for what a correction takes away.
  many integer not null check (many in (1, -1))
);
create index fresh_by_edition on reports.fresh (edition_id);

create function reports.note() returns trigger language plpgsql as $$
begin
  insert into reports.fresh (edition_id, activity, measure, unit_id, day, commune, duty, grade, quantity, many)
  select f.edition_id, f.activity, f.measure, f.unit_id, f.day, f.commune, f.duty, f.grade, f.quantity, 1 from added f where not f.joint
  union all
  select f.edition_id, f.activity, f.measure, f.unit_id, f.day, f.commune, f.duty, f.grade, -f.quantity, -1
  from added a join facts.facts f on f.id = a.corrects where a.corrects is not null and not f.joint;
  return null;
end $$;
create trigger noted after insert on facts.facts referencing new table as added
  for each statement execute function reports.note();

-- Folds what is fresh into the sums: one after the other, so that no two of them wait for each other's rows. What is
-- read at the same time sees all of it either fresh or folded, never both. Answers how many acts.
create function reports.fold() returns bigint language plpgsql as $$
declare folded bigint; hurt jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('reports.fold', 0));
  with taken as (delete from reports.fresh returning *),
  kept as (
    insert into reports.sums as s (edition_id, by, activity, measure, unit_id, at, declared, recorded, proven, many, largest)
    select t.edition_id, k.by, t.activity, t.measure, t.unit_id, k.at,
      coalesce(sum(t.quantity) filter (where t.grade = 'declared'), 0), coalesce(sum(t.quantity) filter (where t.grade = 'recorded'), 0),
      coalesce(sum(t.quantity) filter (where t.grade = 'proven'), 0), sum(t.many), max(t.quantity) filter (where t.many > 0)
    from taken t cross join lateral (values ('unit', ''), ('day', t.day::text), ('commune', t.commune), ('duty', t.duty)) as k (by, at)
    where k.at is not null group by t.edition_id, k.by, t.activity, t.measure, t.unit_id, k.at
    on conflict (edition_id, by, activity, measure, unit_id, at) do update set declared = s.declared + excluded.declared,
      recorded = s.recorded + excluded.recorded, proven = s.proven + excluded.proven, many = s.many + excluded.many,
      largest = greatest(s.largest, excluded.largest)
  )
  select count(*), jsonb_agg(distinct jsonb_build_object('edition_id', edition_id, 'activity', activity, 'measure', measure, 'unit_id', unit_id))
    filter (where many < 0) into folded, hurt from taken;
  -- Where something was taken away, the largest is looked for again among all that is left.
  update reports.sums s set largest = (select max(f.quantity) from facts.facts f where f.edition_id = s.edition_id and f.activity = s.activity collate "default"
      and f.measure = s.measure collate "default" and f.unit_id = s.unit_id and not f.joint and not exists (select from facts.facts l where l.corrects = f.id))
  from jsonb_to_recordset(coalesce(hurt, '[]')) as h (edition_id uuid, activity text collate "C", measure text collate "C", unit_id uuid)
  where s.edition_id = h.edition_id and s.by = 'unit' and s.activity = h.activity and s.measure = h.measure and s.unit_id = h.unit_id;
  return folded;
end $$;

-- Sums and what is fresh, as one: several rows a cell, which whoever reads adds up.
create view reports.cells with (security_invoker = true) as
  select edition_id, by, activity, measure, unit_id, at, declared, recorded, proven, many, largest from reports.sums
  union all
  select f.edition_id, k.by, f.activity, f.measure, f.unit_id, k.at, case f.grade when 'declared' then f.quantity else 0 end,
    case f.grade when 'recorded' then f.quantity else 0 end, case f.grade when 'proven' then f.quantity else 0 end, f.many,
    case when f.many > 0 then f.quantity end
  from reports.fresh f cross join lateral (values ('unit', ''), ('day', f.day::text), ('commune', f.commune), ('duty', f.duty)) as k (by, at)
  where k.at is not null;

-- Which figures an edition's overview and its public page show first.
create table reports.headlines (
  measure text primary key,
  position integer not null
);
insert into reports.headlines (measure, position) values
  ('households-visited', 1), ('free-repairs', 2), ('led-lamps', 3), ('roads-km', 4), ('load-customers', 5), ('blood-units', 6);

alter table reports.sums enable row level security;
alter table reports.fresh enable row level security;
alter table reports.headlines enable row level security;
-- A sub-select stays hashed: 100,000 sums meet 800 units.
create policy in_scope on reports.sums using (unit_id in (select unnest((select kit.scope()))));
create policy in_scope on reports.fresh using (unit_id in (select unnest((select kit.scope()))));
create policy acting on reports.headlines for select using ((select kit.acting()));
grant select, insert, update on reports.sums to tri_an_app;
grant select, insert, delete on reports.fresh to tri_an_app;
grant select on reports.cells, reports.headlines to tri_an_app;
