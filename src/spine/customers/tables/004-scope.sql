-- Who sees and writes what. Reading takes the scope as an array, which an index can use; writing asks a hashed list once
-- a row. The contact that signed in sees its own customers, and writes nothing here: a customer's session has no units.
alter table customers.customers enable row level security;
create policy in_scope on customers.customers for select using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on customers.customers for select using (id = any ((select customers.mine())::uuid[]));
create policy take_in on customers.customers for insert with check (unit_id in (select unnest(kit.scope())));
create policy change on customers.customers for update
  using (unit_id in (select unnest(kit.scope()))) with check (unit_id in (select unnest(kit.scope())));

alter table customers.phones enable row level security;
create policy with_customer on customers.phones for select using (exists (select from customers.customers c where c.id = customer_id));
create policy put on customers.phones for insert with check (cardinality((select kit.scope())) > 0);
grant select, insert on customers.phones to tri_an_app;

-- What hangs on a customer is seen with the customer, and written by whoever holds the customer's unit.
do $$
declare
  one text;
  seen constant text := 'exists (select from customers.customers c where c.id = customer_id)';
  held constant text := 'exists (select from customers.customers c where c.id = customer_id and c.unit_id = any ((select kit.scope())::uuid[]))';
begin
  foreach one in array array['former', 'large_marks', 'contracts', 'points', 'contact_points', 'representatives'] loop
    execute format('alter table customers.%I enable row level security', one);
    execute format('create policy with_customer on customers.%I for select using (%s)', one, seen);
    execute format('create policy take_in on customers.%I for insert with check (%s)', one, held);
    execute format('create policy change on customers.%I for update using (%s)', one, held);
    execute format('grant select, insert on customers.%I to tri_an_app', one);
  end loop;
end $$;

alter table customers.multipliers enable row level security;
create policy with_point on customers.multipliers for select using (exists (select from customers.points p where p.id = point_id));
create policy take_in on customers.multipliers for insert with check (exists (select from customers.points p
  join customers.customers c on c.id = p.customer_id where p.id = point_id and c.unit_id = any ((select kit.scope())::uuid[])));
create policy change on customers.multipliers for update using (exists (select from customers.points p
  join customers.customers c on c.id = p.customer_id where p.id = point_id and c.unit_id = any ((select kit.scope())::uuid[])));

-- An enterprise belongs to no unit: whoever sees one of its customers sees it.
alter table customers.enterprises enable row level security;
create policy with_customer on customers.enterprises for select using (exists (select from customers.customers c where c.enterprise_id = enterprises.id));
alter table customers.sites enable row level security;
create policy with_customer on customers.sites for select using (exists (select from customers.customers c where c.enterprise_id = sites.enterprise_id));
alter table customers.large_rule enable row level security;
create policy read on customers.large_rule for select using ((select kit.acting()));

grant select on customers.enterprises, customers.sites, customers.large_rule to tri_an_app;
grant select, insert on customers.customers, customers.multipliers to tri_an_app;
grant update (code, name, kind, unit_id, address, commune_code, until_day, enterprise_id, site_id, phone_found, phone_sealed, phone_shown, folded, as_of, load_id)
  on customers.customers to tri_an_app;
grant update (until_day) on customers.large_marks to tri_an_app;
grant update (customer_id, agreed_kw, until_day, as_of, load_id) on customers.contracts to tri_an_app;
grant update (customer_id, contract_id, meter, until_day, as_of, load_id) on customers.points to tri_an_app;
grant update (until_day, load_id) on customers.multipliers to tri_an_app;
grant update (sealed, shown, until_day, load_id, ended_load) on customers.contact_points to tri_an_app;
grant update (ended_by, ended_at) on customers.representatives to tri_an_app;
