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
  added := array(select c.id from customers.customers c
    where c.id between imports.row_id(load, 0) and imports.row_id(load, 2147483647) and c.load_id = load);
  if exists (select from customers.customers c where c.id = any (added) and not c.unit_id = any (kit.scope()))
    or exists (select from customers.overwritten o join customers.customers c on o.what = 'customers' and c.id = o.id
      where o.load_id = load and (c.load_id is distinct from load or not c.unit_id = any (kit.scope())))
    or exists (select from customers.contracts k where k.customer_id = any (added) and k.load_id is distinct from load)
    or exists (select from customers.points p where p.customer_id = any (added) and p.load_id is distinct from load)
    or exists (select from customers.consents k where k.customer_id = any (added))
    or exists (select from customers.requests r where r.customer_id = any (added))
    or exists (select from customers.representatives r where r.customer_id = any (added))
    or exists (select from customers.persons p where p.customer_id = any (added))
    or exists (select from customers.welfare_marks m where m.customer_id = any (added))
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
  update customers.customers c set (code, name, kind, unit_id, address, commune_code, until_day, enterprise_id, site_id, phone_found, phone_sealed, phone_shown, folded, as_of, load_id)
      = (b.code, b.name, b.kind, b.unit_id, b.address, b.commune_code, b.until_day, b.enterprise_id, b.site_id, b.phone_found, b.phone_sealed, b.phone_shown, b.folded, b.as_of, b.load_id)
    from customers.overwritten o cross join lateral jsonb_populate_record(null::customers.customers, o.before) b
    where o.load_id = load and o.what = 'customers' and c.id = o.id;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from customers.phones f using customers.customers c where c.id = any (added) and f.found = c.phone_found and f.customer_id = c.id;
  delete from customers.postings p where p.shelf in (select (c.spot >> 14)::int from customers.customers c where c.id = any (added) and c.spot > 0);
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

-- An id that follows from what it is for, so that one load makes it once: a UUID of version 8.
create function customers.id_from(text) returns uuid language sql immutable strict parallel safe
return overlay(overlay(md5($1) placing '8' from 13) placing '8' from 17)::uuid;

-- Enterprises and their sites, by tax code and name: those that are missing are made. An enterprise may have customers
-- in units far apart, so whether it is there cannot be asked under row policies.
create function customers.enter_enterprises(load uuid, taxes text[], names text[], sites text[], addresses text[], communes text[]) returns integer
language plpgsql security definer set search_path = pg_catalog, customers as $$
declare many integer;
begin
  if cardinality(kit.scope()) = 0 then return 0; end if;
  insert into customers.enterprises (id, tax_code, name, load_id)
  select distinct on (t.tax) customers.id_from('enterprise ' || load || t.tax), t.tax, t.name, load from unnest(taxes, names) as t (tax, name) order by t.tax
  on conflict (tax_code) do nothing;
  get diagnostics many = row_count;
  insert into customers.sites (id, enterprise_id, name, address, commune_code, load_id)
  select customers.id_from('site ' || load || t.tax || ' ' || t.site), e.id, t.site, t.address, t.commune, load
  from unnest(taxes, sites, addresses, communes) as t (tax, site, address, commune) join customers.enterprises e on e.tax_code = t.tax
  on conflict (enterprise_id, name) do nothing;
  return many;
end $$;
comment on function customers.enter_enterprises is 'definer: an enterprise may have customers in units far apart; makes missing ones, answers a count';

create function customers.enterprise_of(tax text) returns uuid
language sql stable security definer set search_path = pg_catalog, customers as $$
  select e.id from customers.enterprises e where e.tax_code = tax
$$;
comment on function customers.enterprise_of is 'definer: whoever brings the first customer of an enterprise does not see it yet; answers an opaque id';
create function customers.site_of(tax text, site text) returns uuid
language sql stable security definer set search_path = pg_catalog, customers as $$
  select i.id from customers.enterprises e join customers.sites i on i.enterprise_id = e.id where e.tax_code = tax and i.name = site
$$;
comment on function customers.site_of is 'definer: whoever brings the first customer of a site does not see it yet; answers an opaque id';

-- Puts the words that customers have new since a load changed them on their shelves.
create function customers.put_changed_on_shelf(load uuid) returns void
language sql security definer set search_path = pg_catalog, customers as $$
  insert into customers.postings (word, shelf, places)
  select w.word, (c.spot >> 14)::int, array_agg(distinct (c.spot & 16383)::int)
  from customers.overwritten o join customers.customers c on c.id = o.id cross join unnest(customers.words_of(c.folded, c.unit_id)) as w (word)
  where o.load_id = load and o.what = 'customers' and c.unit_id = any (kit.scope())
    and w.word <> all (customers.words_of(o.before ->> 'folded', (o.before ->> 'unit_id')::uuid)) group by w.word, c.spot >> 14
$$;
comment on function customers.put_changed_on_shelf is 'definer: nobody reads what was overwritten; writes words of customers in the caller''s scope';

create function customers.reaches_all() returns boolean
language sql stable parallel safe as $$ select (select count(*) from org.units) = cardinality(kit.scope()) $$;

create function customers.code_taken(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, customers as $$
  select exists (select from customers.customers c where c.code = wanted)
$$;
comment on function customers.code_taken is 'definer: a code is unique over all units; answers yes or no';
