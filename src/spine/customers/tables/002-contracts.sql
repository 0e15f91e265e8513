-- Contracts of a customer, their metering points, and by how much a point's reading is multiplied from which day on.
create table customers.contracts (
  id uuid primary key,
  number text collate "C" not null unique,
  customer_id uuid not null references customers.customers (id),
  agreed_kw numeric(12, 2) check (agreed_kw >= 0),
  from_day date not null,
  until_day date check (until_day >= from_day),
  as_of date not null,
  load_id uuid
);
create index contracts_by_customer on customers.contracts (customer_id);
create index contracts_by_load on customers.contracts (load_id) where load_id is not null;

create table customers.points (
  id uuid primary key,
  code text collate "C" not null unique,
  customer_id uuid not null references customers.customers (id),
  contract_id uuid references customers.contracts (id),
  meter text collate "C" not null default '',
  from_day date not null,
  until_day date check (until_day >= from_day),
  as_of date not null,
  load_id uuid
);
create index points_by_customer on customers.points (customer_id);
create index points_by_meter on customers.points (meter) where meter <> '';
create index points_by_load on customers.points (load_id) where load_id is not null;

create table customers.multipliers (
  point_id uuid not null references customers.points (id),
  multiplier numeric(12, 4) not null check (multiplier > 0),
  from_day date not null,
  until_day date check (until_day > from_day),
  load_id uuid,
  primary key (point_id, from_day)
);
