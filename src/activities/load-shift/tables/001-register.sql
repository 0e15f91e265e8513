-- An enterprise's word to shift load when it is asked to: signed once, per enterprise and not per contract. A customer
-- without an enterprise may sign for itself. `name` is written as in the agreement. Who to call is sealed by column;
-- `contact_shown` is all that a screen shows. A withdrawn agreement stays, with who ended it and why.
create table load_shift.agreements (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  enterprise_id uuid references customers.enterprises (id),
  number text not null check (length(number) between 1 and 40),
  name text not null check (length(name) between 2 and 200),
  trade text not null default '' check (length(trade) <= 80),
  signed_on date not null,
  registered_kw numeric(12, 1) not null check (registered_kw > 0),
  standby boolean not null,
  channel text not null check (channel in ('sms', 'email', 'call')),
  contact_name text not null check (length(contact_name) <= 120),
  contact_sealed text not null,
  contact_shown text not null check (length(contact_shown) <= 60),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  withdrawn_on date,
  withdrawn_why text check (length(withdrawn_why) between 3 and 500),
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  unique (unit_id, number),
  check ((withdrawn_at is null) = (withdrawn_on is null) and (withdrawn_at is null) = (withdrawn_by is null)
    and (withdrawn_at is null) = (withdrawn_why is null))
);
create index agreements_by_unit on load_shift.agreements (unit_id, id);
create unique index agreements_once on load_shift.agreements (enterprise_id) where withdrawn_at is null and enterprise_id is not null;

-- The customer codes whose meters are added up for an agreement. Nobody's meter counts for two.
create table load_shift.members (
  agreement_id uuid not null references load_shift.agreements (id),
  customer_id uuid not null references customers.customers (id),
  unit_id uuid not null,
  ended_at timestamptz,
  primary key (agreement_id, customer_id)
);
create unique index members_once on load_shift.members (customer_id) where ended_at is null;

alter table load_shift.agreements enable row level security;
alter table load_shift.members enable row level security;
create policy in_scope on load_shift.members using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on load_shift.members for select using (customer_id = any ((select customers.mine())::uuid[]));
create policy in_scope on load_shift.agreements using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on load_shift.agreements for select using (exists (
  select from load_shift.members m where m.agreement_id = agreements.id and m.customer_id = any ((select customers.mine())::uuid[])));
grant select, insert on load_shift.agreements, load_shift.members to tri_an_app;
grant update (withdrawn_on, withdrawn_why, withdrawn_by, withdrawn_at, contact_name, contact_sealed, contact_shown) on load_shift.agreements to tri_an_app;
grant update (ended_at) on load_shift.members to tri_an_app;
