-- Customers in their smallest form: enough to greet the one who signs in. The code says where a contract was first
-- made, never today's unit.
create table customers.customers (
  id uuid primary key,
  code text not null unique,
  name text not null,
  kind text not null check (kind in ('household', 'enterprise')),
  unit_id uuid not null references org.units (id),
  phone_index bytea
);
create index customers_by_phone on customers.customers (phone_index);
create function customers.my_phone() returns bytea
language sql stable security definer set search_path = pg_catalog, customers, people as $$
  select c.phone_index from people.contacts c where c.id = kit.customer()
    and (select count(*) from customers.customers o where o.phone_index = c.phone_index) <= 20
$$;
comment on function customers.my_phone is 'definer: finds the signed-in contact''s own keyed number; opaque, and none when it identifies nobody';
alter table customers.customers enable row level security;
create policy in_scope on customers.customers for select using (unit_id = any ((select kit.scope())::uuid[]));
-- The contact that signed in sees the customers behind its number, unless so many share it that it identifies nobody.
create policy own on customers.customers for select using (phone_index is not null and phone_index = (select customers.my_phone()));
grant select on customers.customers to tri_an_app;
