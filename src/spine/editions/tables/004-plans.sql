-- A unit's plan says what it gives to the units right beneath it and what it keeps back; the root's also says what it
-- sets itself. What a unit is assigned therefore stands in its parent's plan. Versions follow each other: an approved
-- one never changes, an amendment names what it replaces.
create table editions.plan_versions (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null references org.units (id),
  n integer not null check (n > 0),
  replaces uuid references editions.plan_versions (id),
  reason text,
  opened_by uuid,
  opened_at timestamptz not null,
  unique (edition_id, unit_id, n),
  check ((replaces is not null) = (n > 1)),
  check ((reason is not null) = (n > 1))
);
create index plan_versions_of_unit on editions.plan_versions (unit_id);
create index plan_versions_replacing on editions.plan_versions (replaces);

-- Submitted, taken back, sent back, approved, thrown away (an amendment that is given up): a row each, with who and by whose loan, and the hash of what it was about.
create table editions.plan_moves (
  id uuid primary key,
  version_id uuid not null references editions.plan_versions (id),
  unit_id uuid not null,
  kind text not null check (kind in ('submitted', 'withdrawn', 'sent_back', 'approved', 'discarded')),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  reason text check ((reason is not null) = (kind = 'sent_back')),
  by_staff uuid not null,
  -- Who lent the role that was used; empty for one's own.
  lent_by uuid[] not null default '{}',
  at timestamptz not null
);
create index plan_moves_of_version on editions.plan_moves (version_id);
create unique index approved_once on editions.plan_moves (version_id) where kind = 'approved';

-- One figure: what a unit is assigned (in its parent's version), keeps back or asks for (in its own).
-- `month` is '' for the whole edition.
create table editions.plan_cells (
  version_id uuid not null references editions.plan_versions (id),
  owner_id uuid not null,
  unit_id uuid not null,
  measure text not null,
  month text not null default '',
  kind text not null check (kind in ('target', 'reserve', 'wanted')),
  value numeric(18, 3) not null check (value between 0 and 100000000000000),
  note text,
  by_staff uuid,
  at timestamptz not null,
  primary key (version_id, measure, month, unit_id, kind)
);
create index plan_cells_noted on editions.plan_cells (version_id) where note is not null;

-- Who typed what, in order: also what was taken away again. Whoever stands here had a hand in the version.
create table editions.plan_edits (
  id uuid primary key,
  version_id uuid not null references editions.plan_versions (id),
  owner_id uuid not null,
  unit_id uuid not null,
  measure text not null,
  month text not null default '',
  kind text not null,
  before numeric(18, 3),
  after numeric(18, 3),
  note text,
  by_staff uuid not null,
  lent_by uuid[] not null default '{}',
  at timestamptz not null
);
create index plan_edits_of_version on editions.plan_edits (version_id);

-- What was approved stays as it was approved, and what was thrown away as it was then, whoever writes.
create function editions.approved_stays() returns trigger language plpgsql as $$
begin
  if exists (
    select from editions.plan_moves m where m.kind in ('approved', 'discarded')
      and m.version_id in (select distinct version_id from touched)) then
    raise exception 'an approved plan stays as it is, and a discarded one; an amendment is a new version' using errcode = '23514';
  end if;
  return null;
end $$;
create trigger stays after insert on editions.plan_cells referencing new table as touched
  for each statement execute function editions.approved_stays();
create trigger stays_changed after update on editions.plan_cells referencing new table as touched
  for each statement execute function editions.approved_stays();
create trigger stays_there after delete on editions.plan_cells referencing old table as touched
  for each statement execute function editions.approved_stays();

create function editions.keep() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
create trigger keep before update or delete or truncate on editions.plan_moves
  for each statement execute function editions.keep();
create trigger keep before update or delete or truncate on editions.plan_edits
  for each statement execute function editions.keep();
create trigger keep before update or delete or truncate on editions.states
  for each statement execute function editions.keep();

-- The edition's tree: every unit that was open on its reference day, with the parent that it had then.
create function editions.tree(p_edition uuid) returns table (unit_id uuid, parent_id uuid, kind text, closed_on date)
language sql stable rows 800 as $$
  select u.id, p.parent_id, u.kind, u.closed_on
  from editions.editions e
    join org.units u on u.opened_on <= coalesce(e.reference_day, e.from_day)
      and (u.closed_on is null or u.closed_on > coalesce(e.reference_day, e.from_day))
    left join org.unit_parents p on p.unit_id = u.id and p.from_day <= coalesce(e.reference_day, e.from_day)
      and (p.until_day is null or p.until_day > coalesce(e.reference_day, e.from_day))
  where e.id = p_edition
$$;

-- The newest version of each unit's plan that nobody threw away, with its last move; and the one that is in force: the last approved, or the
-- newest while none is.
create view editions.plans with (security_invoker = true) as
  select distinct on (v.edition_id, v.unit_id) v.id, v.edition_id, v.unit_id, v.n, v.replaces is not null as replaces,
    v.opened_by, v.opened_at, m.kind as last, m.hash, m.reason, m.by_staff, m.at, m.id as move_id,
    case when m.kind is distinct from 'approved' and v.replaces is not null then v.replaces else v.id end as in_force,
    coalesce(m.kind = 'approved' or v.replaces is not null, false) as ever_approved
  from editions.plan_versions v left join lateral (
    select id, kind, hash, reason, by_staff, at from editions.plan_moves m where m.version_id = v.id order by m.at desc, m.id desc limit 1) m on true
  where m.kind is distinct from 'discarded'
  order by v.edition_id, v.unit_id, v.n desc;

alter table editions.plan_versions enable row level security;
alter table editions.plan_moves enable row level security;
alter table editions.plan_cells enable row level security;
alter table editions.plan_edits enable row level security;

-- A unit's plan is read in its scope; of a plan above, only that it is there and where it stands. Of cells, a unit reads
-- those of its plans and those about itself, whoever assigned them. Sub-selects stay hashed: 48,000 cells meet 800 units;
-- the second is asked only about what the first does not hold.
create policy read on editions.plan_versions for select using (
  unit_id in (select unnest((select kit.scope()))) or unit_id in (select editions.above_scope()));
create policy read on editions.plan_moves for select using (
  unit_id in (select unnest((select kit.scope()))) or unit_id in (select editions.above_scope()));
create policy read on editions.plan_cells for select using (
  unit_id in (select unnest((select kit.scope()))) or owner_id in (select unnest((select kit.scope()))));
create policy read on editions.plan_edits for select using (
  unit_id in (select unnest((select kit.scope()))) or owner_id in (select unnest((select kit.scope()))));
create policy open on editions.plan_versions for insert with check (unit_id in (select unnest((select kit.scope()))));
create policy move on editions.plan_moves for insert with check (unit_id in (select unnest((select kit.scope()))));
create policy type on editions.plan_cells for insert with check (owner_id in (select unnest((select kit.scope()))));
create policy retype on editions.plan_cells for update using (owner_id in (select unnest((select kit.scope()))));
create policy clear on editions.plan_cells for delete using (owner_id in (select unnest((select kit.scope()))));
create policy note on editions.plan_edits for insert with check (owner_id in (select unnest((select kit.scope()))));
grant select, insert on editions.plan_versions, editions.plan_moves, editions.plan_edits to tri_an_app;
grant select, insert, update, delete on editions.plan_cells to tri_an_app;
grant select on editions.plans to tri_an_app;
