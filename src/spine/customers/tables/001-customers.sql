-- A customer is who stands behind one customer code. The code says where it was first given, never today's unit: a unit
-- that moves in the tree changes no row here. This table of 31 million rows carries no foreign keys (what they would
-- point to is never deleted while a customer is there, and a trigger a row costs too much); intake checks set-based.

-- Where customers stand for the search: a shelf holds 16,384 places, and a spot is a place on a shelf. A load takes whole
-- new shelves; whoever comes in alone takes the next loose spot, below nought.
create sequence customers.shelves as integer;
create sequence customers.loose_spots as bigint;
grant usage, select on sequence customers.shelves, customers.loose_spots to tri_an_app;

create table customers.enterprises (
  id uuid primary key,
  tax_code text collate "C" not null unique,
  name text not null,
  load_id uuid
);
create table customers.sites (
  id uuid primary key,
  enterprise_id uuid not null references customers.enterprises (id),
  name text not null,
  address text not null default '',
  commune_code text,
  load_id uuid,
  unique (enterprise_id, name)
);

-- The number of the contract's papers stands in the row: 31 million further rows for it alone would take as long to
-- come in as the customers themselves. It is kept as every contact point is (see 003): sealed, with its keyed index.
-- `folded` is what a customer is found by: folded name, address and marks (@commune, @kind, @large), parted by tabs.
-- Rows of one load have ids in a row (imports.row_id), by which they are found again without an index of their own.
-- `as_of` is the day of the file or act that was last believed, so that an older delta changes nothing.
create table customers.customers (
  id uuid primary key,
  code text collate "C" not null unique check (char_length(code) between 1 and 30),
  name text not null check (char_length(name) between 1 and 200),
  kind text not null check (kind in ('household', 'production', 'business', 'administrative', 'other')),
  unit_id uuid not null,
  address text not null default '',
  commune_code text,
  since_day date not null,
  until_day date check (until_day >= since_day),
  enterprise_id uuid,
  site_id uuid,
  phone_found uuid,
  phone_sealed text,
  phone_shown text,
  folded text collate "C" not null,
  spot bigint not null default - nextval('"customers"."loose_spots"'),
  as_of date not null,
  load_id uuid
);
create index customers_by_enterprise on customers.customers (enterprise_id) where enterprise_id is not null;
create unique index customers_by_spot on customers.customers (spot);

-- Who stands behind a number. An index on the row itself would take a load's numbers in wherever they fall, a page of it
-- for each; here they come in by their order. A row may stay when its customer has another number, so whoever reads
-- this looks at the customer as well.
create table customers.phones (
  found uuid not null,
  customer_id uuid not null
);
create index phones_by_number on customers.phones (found);

-- Keeps it for whoever does not come in by whole shelves, and when a number changes.
create function customers.keep_phone() returns trigger
language plpgsql security definer set search_path = pg_catalog, customers as $$
begin
  if tg_op = 'UPDATE' then
    delete from customers.phones p where p.found = old.phone_found and p.customer_id = old.id;
  end if;
  if new.phone_found is not null then insert into customers.phones values (new.phone_found, new.id); end if;
  return null;
end $$;
comment on function customers.keep_phone is 'definer: nobody changes the list of numbers; keeps it as the customers of the caller''s own act are';
create trigger new_phone after insert on customers.customers for each row
  when (new.spot < 0 and new.phone_found is not null) execute function customers.keep_phone();
create trigger changed_phone after update of phone_found on customers.customers for each row
  when (old.phone_found is distinct from new.phone_found) execute function customers.keep_phone();

-- What no longer holds: a former code, name, address or unit, until the day on which it was replaced.
create table customers.former (
  customer_id uuid not null references customers.customers (id),
  what text not null check (what in ('code', 'name', 'address', 'unit')),
  value text collate "C" not null,
  commune_code text,
  until_day date not null,
  load_id uuid,
  primary key (customer_id, what, until_day, value)
);
create index former_codes on customers.former (value) where what = 'code';

-- From which yearly use on somebody is a large customer; a mark holds from a day until a day.
create table customers.large_rule (only_row boolean primary key default true check (only_row), least_kwh bigint not null check (least_kwh > 0));
insert into customers.large_rule values (true, 1000000);
create table customers.large_marks (
  customer_id uuid not null references customers.customers (id),
  yearly_kwh bigint not null check (yearly_kwh >= 0),
  from_day date not null,
  until_day date check (until_day >= from_day),
  load_id uuid,
  primary key (customer_id, from_day)
);
