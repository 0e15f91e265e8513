-- Within what working time somebody is answered, from a day on. What is seeded is a proposal: an office puts its own
-- line from its own day, and questions of before keep theirs.
create table listening.promises (
  from_day date primary key,
  answer_minutes integer not null check (answer_minutes between 1 and 100000),
  most_pause_minutes integer not null check (most_pause_minutes between 0 and 100000),
  source text not null,
  confirmed boolean not null default false
);
-- Three working days of 450 minutes, and a pause of at most ten.
insert into listening.promises values ('2020-01-01', 1350, 4500, 'tri-an', false);

-- What somebody said or asked, in their own words. Its state, owner and due time are read from the log beneath and kept
-- here only to be sorted by; the log decides.
create table listening.cases (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  edition_id uuid references editions.editions (id),
  channel text not null check (channel in ('portal', 'phone', 'hall', 'field', 'paper')),
  topic text not null check (topic in ('supply', 'bill', 'service', 'safety', 'saving', 'other')),
  text text not null check (length(text) <= 4000),
  asker text not null check (length(asker) <= 200),
  folded text generated always as (kit.fold(text || ' ' || asker)) stored,
  contact_sealed text,
  customer_id uuid references customers.customers (id),
  activity text,
  record uuid,
  found bytea not null unique,
  asked_at timestamptz not null,
  kept_by uuid,
  kept_at timestamptz not null,
  state text not null default 'received' check (state in ('received', 'taken', 'waiting', 'answered', 'refused', 'merged')),
  owner_id uuid,
  due_at timestamptz not null,
  closed_at timestamptz,
  in_time boolean,
  told boolean not null default false,
  master_id uuid references listening.cases (id),
  check ((activity is null) = (record is null)),
  check ((state = 'merged') = (master_id is not null))
);
create index open_by_due on listening.cases (unit_id, due_at, id) where closed_at is null;
create index cases_by_unit on listening.cases (unit_id, id);
create index cases_of_record on listening.cases (record) where record is not null;
create index cases_of_master on listening.cases (master_id) where master_id is not null;
create index cases_of_customer on listening.cases (customer_id) where customer_id is not null;

-- The log: what happened to a case, when, by whom. Nothing in it is ever changed.
create table listening.events (
  id uuid primary key,
  case_id uuid not null references listening.cases (id),
  unit_id uuid not null,
  kind text not null check (kind in ('received', 'taken', 'waiting', 'resumed', 'answered', 'refused', 'reopened', 'merged', 'unmerged', 'told', 'noted')),
  text text not null default '' check (length(text) <= 4000),
  reason text,
  by_staff uuid,
  at timestamptz not null
);
create index events_of_case on listening.events (case_id, at, id);

-- What was promised to somebody, by when.
create table listening.commitments (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  edition_id uuid references editions.editions (id),
  case_id uuid references listening.cases (id),
  activity text,
  record uuid,
  text text not null check (length(text) between 5 and 1000),
  due_on date not null,
  made_by uuid not null,
  made_at timestamptz not null
);
create index commitments_by_unit on listening.commitments (unit_id, due_on, id);
create index commitments_of_case on listening.commitments (case_id) where case_id is not null;
create index commitments_of_record on listening.commitments (record) where record is not null;

-- How a promise ended: kept, with evidence, or refused, with a reason. Once.
create table listening.outcomes (
  commitment_id uuid primary key references listening.commitments (id),
  unit_id uuid not null,
  kept boolean not null,
  text text not null check (length(text) between 3 and 1000),
  evidence_id uuid,
  by_staff uuid not null,
  at timestamptz not null,
  check (not kept or evidence_id is not null)
);

do $$ declare one text; begin
  foreach one in array array['cases', 'events', 'commitments', 'outcomes'] loop
    execute format('alter table listening.%I enable row level security', one);
    execute format('create policy in_scope on listening.%I using (unit_id = any ((select kit.scope())::uuid[]))', one);
    execute format('grant select, insert on listening.%I to tri_an_app', one);
  end loop;
end $$;
grant update on listening.cases to tri_an_app;
alter table listening.promises enable row level security;
create policy read on listening.promises for select using ((select kit.acting()));
grant select on listening.promises to tri_an_app;

-- The unit that keeps the case of a code: whoever holds the code reads that one case, in this unit's scope.
create function listening.unit_of_code(p_found bytea) returns uuid
language sql stable security definer set search_path = pg_catalog, listening as $$
  select unit_id from listening.cases where found = p_found
$$;
comment on function listening.unit_of_code is 'definer: whoever asked follows the answer by a code; gives an opaque id';

-- The questions of whoever signed in.
create function listening.mine() returns uuid[]
language sql stable security definer set search_path = pg_catalog, listening as $$
  select array(select id from listening.cases where customer_id = any (customers.mine()) order by asked_at desc limit 100)
$$;
comment on function listening.mine() is 'definer: the questions of the customers behind the signed-in number; opaque ids';
create policy own on listening.cases for select using (id = any ((select listening.mine())::uuid[]));

-- A customer asks at the unit that serves one of their contracts, whoever that is today.
create function listening.unit_of_customer(p_customer uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, listening as $$
  select c.unit_id from customers.customers c where c.id = p_customer and c.id = any (customers.mine())
$$;
comment on function listening.unit_of_customer is 'definer: a question goes to the unit of the contract; gives an opaque id, for own contracts only';

-- A person's words and name go; that somebody was heard stays counted.
create function listening.forget(customer uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, listening as $$
declare gone integer;
begin
  update listening.cases set text = '', asker = '', contact_sealed = null, customer_id = null where customer_id = customer;
  get diagnostics gone = row_count;
  return gone;
end $$;
comment on function listening.forget(uuid) is 'definer: erasure reaches the questions at all units; answers how many were emptied';
revoke execute on function listening.unit_of_code(bytea), listening.mine(), listening.unit_of_customer(uuid), listening.forget(uuid) from public;
grant execute on function listening.unit_of_code(bytea), listening.mine(), listening.unit_of_customer(uuid), listening.forget(uuid) to tri_an_app;
