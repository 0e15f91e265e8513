-- A customer is who stands behind one customer code. The code says where it was first given, never today's unit: a unit
-- that moves in the tree changes no row here. This table of 31 million rows carries no foreign keys (what they would
-- point to is never deleted while a customer is there, and a trigger a row costs too much); intake checks set-based.
create extension if not exists btree_gin;

-- Numbers of shelves: a shelf holds customers that came in one after the other, so that a search for something common
-- can look at a few shelves instead of all.
create sequence customers.shelves as integer;
grant usage, select on sequence customers.shelves to tri_an_app;

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
  shelf integer not null default 1,
  as_of date not null,
  load_id uuid
);
create index customers_by_enterprise on customers.customers (enterprise_id) where enterprise_id is not null;
create index customers_by_load on customers.customers (load_id) where load_id is not null;
create index customers_by_phone on customers.customers (phone_found) where phone_found is not null;
-- A load cleans the pending list before it commits, so a search never walks a long one.
create index customers_by_words on customers.customers
  using gin (unit_id, shelf, string_to_array(translate(folded, E'\t', ' '), ' '))
  with (fastupdate = on, gin_pending_list_limit = 262144);

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
