-- Contracts that may stand behind one person or enterprise. A suggestion is opaque ids and a score; a decision is a row
-- with who and when, and undoing it is a further row: the latest of a pair holds.
create table customers.suggestions (
  a uuid not null references customers.customers (id),
  b uuid not null references customers.customers (id),
  why text not null check (why in ('phone', 'name_place', 'name')),
  score integer not null check (score between 0 and 100),
  found_at timestamptz not null,
  primary key (a, b),
  check (a < b)
);
create index suggestions_by_score on customers.suggestions (score desc, a, b);
create table customers.same_decisions (
  no bigint generated always as identity primary key,
  a uuid not null references customers.customers (id),
  b uuid not null references customers.customers (id),
  decision text not null check (decision in ('same', 'different', 'undone')),
  by_id uuid not null,
  at timestamptz not null,
  check (a < b)
);
create index same_decisions_of on customers.same_decisions (a, b, no desc);
create index same_decisions_by_b on customers.same_decisions (b);
alter table customers.suggestions enable row level security;
alter table customers.same_decisions enable row level security;
do $$
declare
  one text;
  pair constant text := 'exists (select from customers.customers c where c.id = a) and exists (select from customers.customers c where c.id = b)';
begin
  foreach one in array array['suggestions', 'same_decisions'] loop
    execute format('create policy with_both on customers.%I for select using (%s)', one, pair);
    execute format('create policy write on customers.%I for insert with check (%s)', one, pair);
    execute format('grant select, insert on customers.%I to tri_an_app', one);
  end loop;
end $$;
create policy rescore on customers.suggestions for update using (true);
grant update (why, score, found_at) on customers.suggestions to tri_an_app;

-- The customers that were decided to be the same as one, itself included: what "once a person" is judged by.
create function customers.same_as(customer uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, customers rows 2 as $$
  with recursive line (id) as (
    select customer
    union
    select case when d.a = line.id then d.b else d.a end
    from line join customers.same_decisions d on d.a = line.id or d.b = line.id
    where d.decision = 'same' and not exists (
      select from customers.same_decisions later where later.a = d.a and later.b = d.b and later.no > d.no)
  ) select id from line
$$;
comment on function customers.same_as is 'definer: one person may have contracts in units far apart; answers opaque ids';
