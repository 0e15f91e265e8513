-- What a contract used and owed, month by month. `estimated`: the meter was not read. `load_id`: the file it came in by.
create table meters.bills (
  contract_id uuid not null,
  month date not null check (extract(day from month) = 1),
  customer_id uuid not null,
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  used_kwh numeric(15, 3) not null check (used_kwh >= 0),
  owed_vnd bigint not null check (owed_vnd >= 0),
  estimated boolean not null,
  load_id uuid not null,
  primary key (contract_id, month)
);
create index bills_by_customer on meters.bills (customer_id, month);
create index bills_by_load on meters.bills (load_id);

-- Interruptions of supply. `points`: the metering points that were without, where the sender names them.
create table meters.outages (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  number text collate "C" not null,
  from_at timestamptz not null,
  until_at timestamptz check (until_at >= from_at),
  planned boolean not null,
  cause text not null check (cause in ('maintenance', 'fault', 'storm', 'overload', 'safety', 'other')),
  area text not null default '',
  points text[] not null default '{}',
  customers int check (customers >= 0),
  load_id uuid not null,
  unique (unit_id, number)
);
create index outages_by_unit on meters.outages (unit_id, from_at);
create index outages_by_load on meters.outages (load_id);

-- A row as it was before a load changed it, so that the load can be taken back.
create table meters.overwritten (
  load_id uuid not null,
  what text not null check (what in ('bills', 'outages')),
  id uuid not null,
  month date not null,
  before jsonb not null,
  primary key (load_id, what, id, month)
);

alter table meters.bills enable row level security;
create policy with_customer on meters.bills for select using (exists (select from customers.customers c where c.id = customer_id));
create policy take_in on meters.bills for insert with check (exists (select from customers.customers c
  where c.id = customer_id and c.unit_id = any ((select kit.scope())::uuid[])));
create policy change on meters.bills for update using (exists (select from customers.customers c
  where c.id = customer_id and c.unit_id = any ((select kit.scope())::uuid[])));
alter table meters.outages enable row level security;
create policy in_scope on meters.outages using (unit_id = any ((select kit.scope())::uuid[]));
alter table meters.overwritten enable row level security;
create policy keep on meters.overwritten for insert with check (cardinality((select kit.scope())) > 0);
grant select, insert on meters.bills, meters.outages to tri_an_app;
grant insert on meters.overwritten to tri_an_app;
grant update (customer_id, from_day, until_day, used_kwh, owed_vnd, estimated, load_id) on meters.bills to tri_an_app;
grant update (from_at, until_at, planned, cause, area, points, customers, load_id) on meters.outages to tri_an_app;

-- Takes a load back: what it added goes, what it changed is as before. Null when a later load wrote over a row of it, or
-- when a row of it is outside the caller's scope; otherwise how many rows.
create function meters.undo_load(load uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, meters as $$
declare gone bigint := 0; many bigint;
begin
  if exists (select from meters.bills b join customers.customers c on c.id = b.customer_id where b.load_id = load and not c.unit_id = any (kit.scope()))
    or exists (select from meters.outages o where o.load_id = load and not o.unit_id = any (kit.scope()))
    or exists (select from meters.overwritten w join meters.bills b on b.contract_id = w.id and b.month = w.month
      where w.load_id = load and w.what = 'bills' and b.load_id <> load)
    or exists (select from meters.overwritten w where w.what = 'bills' and (w.before ->> 'load_id')::uuid = load)
    or exists (select from meters.overwritten w where w.what = 'outages' and (w.before ->> 'load_id')::uuid = load)
    or exists (select from meters.overwritten w join meters.outages o on o.id = w.id
      where w.load_id = load and w.what = 'outages' and o.load_id <> load) then
    return null;
  end if;
  update meters.bills b set (customer_id, from_day, until_day, used_kwh, owed_vnd, estimated, load_id)
      = (p.customer_id, p.from_day, p.until_day, p.used_kwh, p.owed_vnd, p.estimated, p.load_id)
    from meters.overwritten w cross join lateral jsonb_populate_record(null::meters.bills, w.before) p
    where w.load_id = load and w.what = 'bills' and b.contract_id = w.id and b.month = w.month;
  get diagnostics many = row_count; gone := gone + many;
  update meters.outages o set (from_at, until_at, planned, cause, area, points, customers, load_id)
      = (p.from_at, p.until_at, p.planned, p.cause, p.area, p.points, p.customers, p.load_id)
    from meters.overwritten w cross join lateral jsonb_populate_record(null::meters.outages, w.before) p
    where w.load_id = load and w.what = 'outages' and o.id = w.id;
  get diagnostics many = row_count; gone := gone + many;
  delete from meters.bills b where b.load_id = load;
  get diagnostics many = row_count; gone := gone + many;
  delete from meters.outages o where o.load_id = load;
  get diagnostics many = row_count; gone := gone + many;
  delete from meters.overwritten w where w.load_id = load;
  return gone;
end $$;
comment on function meters.undo_load is 'definer: nobody else may delete; takes back one load in the caller''s scope; answers a count';
create index overwritten_before on meters.overwritten (((before ->> 'load_id')::uuid));

-- Contracts that stand outside the caller's scope: a file that names one is told so, rather than that it is unknown.
create function meters.is_elsewhere(contract text, customer text) returns boolean
language sql stable security definer set search_path = pg_catalog, meters as $$
  select exists (select from customers.contracts k join customers.customers c on c.id = k.customer_id
      where k.number = contract and not c.unit_id = any (kit.scope()))
    or exists (select from customers.customers c where c.code = customer and not c.unit_id = any (kit.scope()))
$$;
comment on function meters.is_elsewhere is 'definer: yes or no, whether a contract or customer of a bill belongs to a unit outside the caller''s';
