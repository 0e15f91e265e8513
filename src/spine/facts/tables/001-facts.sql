-- What was counted, one row an act. Written in the transaction of the act, never changed; a correction is a new row
-- that names the one it replaces.
create table facts.facts (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  activity text not null,
  measure text not null,
  unit_id uuid not null references org.units (id),
  commune text,
  day date not null,
  quantity numeric(20, 3) not null,
  grade text not null check (grade in ('declared', 'recorded', 'proven')),
  duty text not null check (duty in ('statutory', 'extra')),
  record uuid not null,
  subject text,
  joint boolean not null default false,
  corrects uuid unique references facts.facts (id),
  counted_at timestamptz not null
);
-- The records of a figure, newest first: of the whole house, or of a few units.
create index facts_newest on facts.facts (edition_id, activity, measure, id desc);
create index facts_newest_of_unit on facts.facts (edition_id, activity, measure, unit_id, id desc);
create index facts_corrections on facts.facts (edition_id, id desc) where corrects is not null;
create index facts_by_record on facts.facts (record);

-- Who was first with a distinct subject of a measure in an edition: that unit owns it, others show it as joint.
create table facts.subjects (
  edition_id uuid not null,
  activity text not null,
  measure text not null,
  subject text not null,
  unit_id uuid not null,
  primary key (edition_id, activity, measure, subject)
);

create function facts.stay() returns trigger language plpgsql as $$
begin raise exception 'a fact stays; a correction is a new fact' using errcode = 'P0001'; end $$;
create trigger facts_stay before update or delete on facts.facts for each row execute function facts.stay();

alter table facts.facts enable row level security;
alter table facts.subjects enable row level security;
create policy in_scope on facts.facts using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on facts.subjects using (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert on facts.facts, facts.subjects to tri_an_app;

-- Takes a subject when nobody has it yet. The insert decides: of many units at once exactly one is first.
create function facts.first_with(p_edition uuid, p_activity text, p_measure text, p_subject text, p_unit uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, facts as $$
begin
  insert into facts.subjects (edition_id, activity, measure, subject, unit_id)
  values (p_edition, p_activity, p_measure, p_subject, p_unit) on conflict do nothing;
  return found;
end $$;
comment on function facts.first_with is 'definer: a subject is counted once over all units; answers yes or no, never whose it is';

-- A public total: the sum of a measure over all units, in one grade.
create function facts.public_total(p_edition uuid, p_activity text, p_measure text, p_grade text) returns numeric
language sql stable security definer set search_path = pg_catalog, facts as $$
  select coalesce(sum(f.quantity), 0) from facts.facts f
  where f.edition_id = p_edition and f.activity = p_activity and f.measure = p_measure and f.grade = p_grade and not f.joint
    and not exists (select from facts.facts later where later.corrects = f.id)
$$;
comment on function facts.public_total is 'definer: a published total is over all units; answers a sum, no rows';
