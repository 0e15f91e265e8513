-- A plan to plant trees; its state is read from the rows that stand beside it.
create table blueprint.plans (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null references org.units (id),
  place text not null check (length(place) between 3 and 200),
  species text not null check (species in ('native', 'fruit', 'shade', 'mangrove')),
  trees integer not null check (trees between 1 and 100000),
  planned_by uuid not null,
  planned_at timestamptz not null
);
create index plans_by_unit on blueprint.plans (edition_id, unit_id, id);

-- Each decision is a row: who, when, and why when it was sent back. The last one counts.
create table blueprint.decisions (
  id uuid primary key,
  plan_id uuid not null references blueprint.plans (id),
  unit_id uuid not null,
  kind text not null check (kind in ('approved', 'sent_back', 'revised', 'finished')),
  reason text check (length(reason) <= 500),
  decided_by uuid not null,
  decided_at timestamptz not null,
  check (kind <> 'sent_back' or length(reason) >= 3)
);
create index decisions_of_plan on blueprint.decisions (plan_id, decided_at);

-- What a crew planted on a day; written once a command, from the phone or the office.
create table blueprint.plantings (
  id uuid primary key,
  plan_id uuid not null references blueprint.plans (id),
  unit_id uuid not null,
  trees integer not null check (trees between 1 and 10000),
  planted_on date not null,
  photo_id uuid,
  planted_by uuid not null,
  planted_at timestamptz not null
);
create index plantings_of_plan on blueprint.plantings (plan_id, planted_on);

alter table blueprint.plans enable row level security;
alter table blueprint.decisions enable row level security;
alter table blueprint.plantings enable row level security;
create policy in_scope on blueprint.plans using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on blueprint.decisions using (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on blueprint.plantings using (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert, update on blueprint.plans to tri_an_app;
grant select, insert on blueprint.decisions, blueprint.plantings to tri_an_app;
