-- What somebody asks about the data that is kept on them, and its clocks. The numbers of working days are settings,
-- since the law's own table could not be read in full: `confirmed_at` says when somebody checked one.
create table customers.clocks (
  kind text primary key check (kind in ('access', 'correction', 'deletion', 'objection', 'withdrawal')),
  acknowledge_days integer not null check (acknowledge_days between 0 and 60),
  done_days integer not null check (done_days between 1 and 120),
  third_party_days integer not null check (third_party_days >= done_days),
  extension_days integer not null check (extension_days between 0 and 60),
  confirmed_at timestamptz
);
insert into customers.clocks values ('access', 2, 10, 10, 15), ('correction', 2, 10, 10, 15), ('deletion', 2, 20, 30, 15),
  ('objection', 2, 15, 20, 15), ('withdrawal', 2, 15, 20, 15);
alter table customers.clocks enable row level security;
create policy read on customers.clocks for select using ((select kit.acting()));
grant select on customers.clocks to tri_an_app;

-- What was asked and answered in words is sealed: it may name a person, an address, a family.
create table customers.requests (
  id uuid primary key,
  customer_id uuid not null references customers.customers (id),
  kind text not null references customers.clocks (kind),
  through text not null check (through in ('portal', 'counter', 'call', 'paper')),
  third_parties boolean not null,
  text_sealed text not null,
  asked_by_kind text not null check (asked_by_kind in ('staff', 'customer')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  acknowledge_by date not null,
  due_on date not null
);
create index requests_of on customers.requests (customer_id);
create index requests_due on customers.requests (due_on);
create table customers.request_steps (
  no bigint generated always as identity primary key,
  request_id uuid not null references customers.requests (id),
  step text not null check (step in ('acknowledged', 'extended', 'done', 'refused')),
  until_day date,
  text_sealed text,
  rows_erased integer,
  by_id uuid not null,
  at timestamptz not null
);
-- Acknowledged once, extended once, answered once: whatever two people press at the same moment.
create unique index request_step_once on customers.request_steps (request_id, (case when step in ('done', 'refused') then 'answered' else step end));
alter table customers.requests enable row level security;
alter table customers.request_steps enable row level security;
create policy with_customer on customers.requests for select using (exists (select from customers.customers c where c.id = customer_id));
create policy ask on customers.requests for insert with check (exists (select from customers.customers c where c.id = customer_id)
  and asked_by = (select coalesce(kit.actor(), kit.customer())));
create policy with_request on customers.request_steps for select using (exists (select from customers.requests r where r.id = request_id));
create policy answer on customers.request_steps for insert with check (exists (select from customers.requests r
  join customers.customers c on c.id = r.customer_id where r.id = request_id and c.unit_id = any ((select kit.scope())::uuid[])));
grant select, insert on customers.requests, customers.request_steps to tri_an_app;

-- A person's data must go. What the supply contract needs (code, name, address) stays while the contract runs; ways to
-- reach the person, those who acted for them, who lives with them, former names, and the words of requests go. Answers how many rows.
create function customers.forget(customer uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, customers as $$
declare gone integer := 0; many integer;
begin
  if not exists (select from customers.customers c where c.id = customer and c.unit_id = any (kit.scope())) then return 0; end if;
  delete from customers.contact_points p where p.customer_id = customer;
  get diagnostics many = row_count;
  gone := gone + many;
  update customers.customers c set phone_found = null, phone_sealed = null, phone_shown = null where c.id = customer and c.phone_found is not null;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from customers.representatives r where r.customer_id = customer;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from customers.welfare_marks m where m.customer_id = customer;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from customers.persons p where p.customer_id = customer;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from customers.former f where f.customer_id = customer and f.what in ('name', 'address');
  get diagnostics many = row_count;
  gone := gone + many;
  update customers.requests r set text_sealed = '' where r.customer_id = customer and r.text_sealed <> '';
  get diagnostics many = row_count;
  gone := gone + many;
  update customers.consents k set evidence = '' where k.customer_id = customer and k.evidence <> '';
  get diagnostics many = row_count;
  gone := gone + many;
  update customers.customers c set name = '-', address = '', folded = '' where c.id = customer and c.until_day is not null;
  get diagnostics many = row_count;
  if many > 0 then perform customers.take_off_shelf(customer); end if;
  return gone + many;
end $$;
comment on function customers.forget is 'definer: nobody else may delete; empties one customer in the caller''s scope; answers a count';
