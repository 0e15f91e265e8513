-- How a customer is reached beside the number in its own row: further numbers, e-mail, former numbers. The value is sealed by column and bound to `found`, its keyed index (the first 16 bytes of
-- a keyed hash): it is found again by its whole value only. `shown` is all that a screen shows before a reveal.
create table customers.contact_points (
  customer_id uuid not null references customers.customers (id),
  kind text not null check (kind in ('phone', 'email')),
  found uuid not null,
  sealed text not null,
  shown text not null check (char_length(shown) <= 60),
  from_day date not null,
  until_day date check (until_day >= from_day),
  load_id uuid,
  ended_load uuid,
  primary key (customer_id, kind, found)
);
create index contact_points_found on customers.contact_points (found) where until_day is null;

-- Who may act for a customer, on what evidence (the paper's number, or an item of evidence), from when until when.
create table customers.representatives (
  id uuid primary key,
  customer_id uuid not null references customers.customers (id),
  name text not null check (char_length(name) between 2 and 120),
  role text not null check (role in ('director', 'accountant', 'authorised', 'family', 'guardian')),
  phone_found uuid,
  phone_sealed text,
  phone_shown text,
  evidence text not null check (char_length(evidence) between 2 and 200),
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz
);
create index representatives_of on customers.representatives (customer_id);
create index representatives_found on customers.representatives (phone_found) where phone_found is not null;

-- The customers of whoever signed in by phone: those behind the number, unless so many share it that it identifies
-- nobody, and those for which the number's owner is an authorised representative today.
create function customers.mine() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, customers, people as $$
declare
  number uuid := (select encode(substr(k.phone_index, 1, 16), 'hex')::uuid from people.contacts k where k.id = kit.customer());
  own uuid[];
begin
  if number is null then return '{}'; end if;
  own := array((select c.id from customers.phones f join customers.customers c on c.id = f.customer_id and c.phone_found = number where f.found = number limit 21)
    union (select p.customer_id from customers.contact_points p where p.found = number and p.until_day is null limit 21));
  if cardinality(own) > 20 then own := '{}'; end if;
  return own || array(select r.customer_id from customers.representatives r where r.phone_found = number and r.ended_at is null
    and (now() at time zone 'Asia/Ho_Chi_Minh')::date between r.from_day and r.until_day limit 200);
end $$;
comment on function customers.mine() is 'definer: finds what belongs to the signed-in contact''s keyed number; opaque ids, and none for a number that identifies nobody';

-- Behind how many contracts a number or address stands now; counted to 1,000.
create function customers.shared_by(wanted uuid) returns integer
language sql stable security definer set search_path = pg_catalog, customers as $$
  select count(*)::int from (
    (select c.id from customers.phones f join customers.customers c on c.id = f.customer_id and c.phone_found = wanted where f.found = wanted limit 1000)
    union (select p.customer_id from customers.contact_points p where p.found = wanted and p.until_day is null limit 1000)) s
$$;
comment on function customers.shared_by is 'definer: contracts far apart may share a number; answers a count';
