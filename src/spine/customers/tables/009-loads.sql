-- What a load wrote over, so that it can be taken back: the row as it was before.
create table customers.overwritten (
  load_id uuid not null,
  what text not null check (what in ('customers', 'contracts', 'points', 'multipliers')),
  id uuid not null,
  before jsonb not null,
  primary key (load_id, what, id)
);
alter table customers.overwritten enable row level security;
create policy keep on customers.overwritten for insert with check (cardinality((select kit.scope())) > 0);
grant insert on customers.overwritten to tri_an_app;

-- Takes a load back: what it added goes, what it changed is as before. Null when a later act builds on it (a consent, a
-- request, another load over the same row), or when a row of it is outside the caller's scope; otherwise how many rows.
create function customers.undo_load(load uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, customers as $$
declare many integer; gone integer := 0; added uuid[];
begin
  added := array(select c.id from customers.customers c where c.load_id = load
    and not exists (select from customers.overwritten o where o.load_id = load and o.what = 'customers' and o.id = c.id));
  if exists (select from customers.customers c where c.load_id = load and not c.unit_id = any (kit.scope()))
    or exists (select from customers.overwritten o join customers.customers c on o.what = 'customers' and c.id = o.id
      where o.load_id = load and c.load_id is distinct from load)
    or exists (select from customers.contracts k where k.customer_id = any (added) and k.load_id is distinct from load)
    or exists (select from customers.points p where p.customer_id = any (added) and p.load_id is distinct from load)
    or exists (select from customers.consents k where k.customer_id = any (added))
    or exists (select from customers.requests r where r.customer_id = any (added))
    or exists (select from customers.representatives r where r.customer_id = any (added))
    or exists (select from customers.same_decisions d where d.a = any (added) or d.b = any (added)) then
    return null;
  end if;
  delete from customers.multipliers m where m.load_id = load or m.point_id in (select p.id from customers.points p where p.load_id = load
    and not exists (select from customers.overwritten o where o.load_id = load and o.what = 'points' and o.id = p.id));
  update customers.multipliers m set until_day = null
    from customers.overwritten o where o.load_id = load and o.what = 'multipliers' and o.id = m.point_id and m.from_day = (o.before ->> 'from_day')::date;
  delete from customers.points p where p.load_id = load
    and not exists (select from customers.overwritten o where o.load_id = load and o.what = 'points' and o.id = p.id);
  get diagnostics many = row_count;
  gone := gone + many;
  update customers.points p set (customer_id, contract_id, meter, until_day, as_of, load_id)
      = (b.customer_id, b.contract_id, b.meter, b.until_day, b.as_of, b.load_id)
    from customers.overwritten o cross join lateral jsonb_populate_record(null::customers.points, o.before) b
    where o.load_id = load and o.what = 'points' and p.id = o.id;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from customers.contracts k where k.load_id = load
    and not exists (select from customers.overwritten o where o.load_id = load and o.what = 'contracts' and o.id = k.id);
  get diagnostics many = row_count;
  gone := gone + many;
  update customers.contracts k set (customer_id, agreed_kw, until_day, as_of, load_id)
      = (b.customer_id, b.agreed_kw, b.until_day, b.as_of, b.load_id)
    from customers.overwritten o cross join lateral jsonb_populate_record(null::customers.contracts, o.before) b
    where o.load_id = load and o.what = 'contracts' and k.id = o.id;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from customers.contact_points p where p.load_id = load;
  update customers.contact_points p set until_day = null, ended_load = null where p.ended_load = load;
  delete from customers.former f where f.load_id = load;
  delete from customers.large_marks m where m.load_id = load;
  update customers.customers c set (code, name, kind, unit_id, address, commune_code, until_day, enterprise_id, site_id, folded, as_of, load_id)
      = (b.code, b.name, b.kind, b.unit_id, b.address, b.commune_code, b.until_day, b.enterprise_id, b.site_id, b.folded, b.as_of, b.load_id)
    from customers.overwritten o cross join lateral jsonb_populate_record(null::customers.customers, o.before) b
    where o.load_id = load and o.what = 'customers' and c.id = o.id;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from customers.suggestions g where g.a = any (added) or g.b = any (added);
  delete from customers.customers c where c.id = any (added);
  get diagnostics many = row_count;
  gone := gone + many;
  delete from customers.sites s where s.load_id = load and not exists (select from customers.customers c where c.site_id = s.id);
  delete from customers.enterprises e where e.load_id = load and not exists (select from customers.customers c where c.enterprise_id = e.id)
    and not exists (select from customers.sites s where s.enterprise_id = e.id);
  delete from customers.overwritten o where o.load_id = load;
  return gone;
end $$;
comment on function customers.undo_load is 'definer: nobody else may delete; takes back one load in the caller''s scope; answers a count';
