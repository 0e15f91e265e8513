-- Customers of some units, by group and commune (an empty list takes all): whom a message may be meant for. The scope is
-- asked for as a hashed list: as a policy it would be compared one by one, a million times over.
create function customers.audience(units uuid[], kinds text[], communes text[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, customers rows 100000 as $$
  select c.id from customers.customers c
  where c.until_day is null and c.unit_id in (select unnest(units) intersect select unnest(kit.scope()))
    and (kinds = '{}' or c.kind = any (kinds)) and (communes = '{}' or c.commune_code = any (communes))
$$;
comment on function customers.audience is 'definer: asks a million rows for their unit by a hashed list; opaque ids of units in the caller''s scope';

-- How many they are, and how many of them have a number.
create function customers.audience_size(units uuid[], kinds text[], communes text[]) returns bigint[]
language sql stable security definer set search_path = pg_catalog, customers set jit = off as $$
  select array[count(*), count(c.phone_found)] from customers.customers c
  where c.until_day is null and c.unit_id in (select unnest(units) intersect select unnest(kit.scope()))
    and (kinds = '{}' or c.kind = any (kinds)) and (communes = '{}' or c.commune_code = any (communes))
$$;
comment on function customers.audience_size is 'definer: counts a million rows by a hashed list of units in the caller''s scope; answers two counts';
