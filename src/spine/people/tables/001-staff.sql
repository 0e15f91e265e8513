-- Staff, what proves who they are, the roles they hold on a unit's subtree until a day, and what they lend to others.
-- A day range is [from_day, until_day): `until_day` is the first day on which it no longer holds; null has no end.
create table people.staff (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9.-]{1,23}$'),
  name text not null check (name = normalize(btrim(name), nfc) and char_length(name) between 2 and 120),
  -- What a list is in order of, and found by: the given name, and everything folded.
  given_name text not null generated always as (regexp_replace(name, '^.* ', '')) stored,
  found_by text not null generated always as (kit.fold(name || ' ' || code || ' ' || email)) stored,
  email text not null unique check (email = lower(email)),
  phone_sealed text,
  unit_id uuid not null references org.units (id),
  opened_on date not null,
  closed_on date check (closed_on >= opened_on)
);
create index staff_of_unit on people.staff (unit_id);

-- Each way to prove who somebody is, is a row: a password, an authenticator's secret, later a passkey or an outside
-- identity (`subject` is then the passkey's id, or issuer and subject). `given_by` made a password for somebody else,
-- who must choose their own at the next sign-in; an authenticator counts once a first code has confirmed it.
create table people.credentials (
  id uuid primary key,
  staff_id uuid not null references people.staff (id),
  kind text not null check (kind in ('password', 'totp', 'passkey', 'oidc')),
  subject text,
  secret text not null,
  used_step bigint,
  given_by uuid,
  made_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  check ((subject is not null) = (kind in ('passkey', 'oidc')))
);
create index credentials_of_staff on people.credentials (staff_id, kind) where ended_at is null;
create unique index one_live_credential on people.credentials (staff_id, kind)
  where ended_at is null and confirmed_at is not null and kind in ('password', 'totp');
create unique index one_holder_of_subject on people.credentials (kind, subject) where ended_at is null and subject is not null;

create table people.roles (
  id uuid primary key,
  staff_id uuid not null references people.staff (id),
  role text not null check (role in ('administrator', 'planner', 'approver', 'crew', 'clerk', 'accountant', 'auditor')),
  unit_id uuid not null references org.units (id),
  from_day date not null,
  until_day date,
  granted_by uuid,
  granted_at timestamptz not null,
  ended_by uuid,
  unique (id, staff_id),
  check (until_day >= from_day),
  check (granted_by <> staff_id)
);
create index roles_of_staff on people.roles (staff_id);
create index roles_on_unit on people.roles (unit_id);

-- A role that its holder lends to a colleague for some days. It refers to the held role itself, so it can only be lent
-- by whoever holds it, ends with it, and cannot be lent on.
create table people.delegations (
  id uuid primary key,
  role_id uuid not null,
  from_staff uuid not null references people.staff (id),
  to_staff uuid not null references people.staff (id),
  unit_id uuid not null references org.units (id),
  from_day date not null,
  until_day date not null,
  made_at timestamptz not null,
  foreign key (role_id, from_staff) references people.roles (id, staff_id),
  check (until_day >= from_day),
  check (from_staff <> to_staff)
);
create index delegations_to on people.delegations (to_staff);
create index delegations_of on people.delegations (from_staff);

alter table people.staff enable row level security;
alter table people.credentials enable row level security;
alter table people.roles enable row level security;
alter table people.delegations enable row level security;

create policy own on people.staff for select using (id = (select kit.actor()));
create policy in_scope on people.staff using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on people.credentials using (staff_id = (select kit.actor()));
create policy own on people.delegations for select using ((select kit.actor()) in (from_staff, to_staff));
create policy lend on people.delegations for insert with check (from_staff = (select kit.actor()));
create policy take_back on people.delegations for update using (from_staff = (select kit.actor()));
create policy in_scope on people.delegations for select using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on people.roles for select using (staff_id = (select kit.actor()));
create policy lent on people.roles for select
  using (id in (select d.role_id from people.delegations d where d.to_staff = (select kit.actor())));
create policy in_scope on people.roles using (unit_id = any ((select kit.scope())::uuid[]));

grant select, insert on people.staff, people.credentials, people.roles, people.delegations to tri_an_app;
grant update (name, email, phone_sealed, unit_id) on people.staff to tri_an_app;
grant update (used_step, confirmed_at, ended_at) on people.credentials to tri_an_app;
grant update (until_day, ended_by) on people.roles to tri_an_app;
grant update (until_day) on people.delegations to tri_an_app;

-- What somebody holds on a day: their own roles, and those lent to them as long as the lender holds them there.
create function people.held(of_staff uuid, on_day date)
returns table (id uuid, role text, unit_id uuid, from_day date, until_day date, lent_by uuid)
language sql stable as $$
  select r.id, r.role, r.unit_id, r.from_day, r.until_day, null::uuid from people.roles r
  where r.staff_id = of_staff and r.from_day <= on_day and (r.until_day is null or r.until_day > on_day)
  union all
  select d.id, r.role, d.unit_id, d.from_day, least(d.until_day, r.until_day), d.from_staff
  from people.delegations d join people.roles r on r.id = d.role_id
  where d.to_staff = of_staff and d.from_day <= on_day and d.until_day > on_day
    and r.from_day <= on_day and (r.until_day is null or r.until_day > on_day)
    and d.unit_id in (select org.reach(r.unit_id, on_day))
$$;
