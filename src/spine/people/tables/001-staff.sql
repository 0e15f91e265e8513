-- Staff, what proves who they are, and the roles they hold on a unit's subtree until a day.
create table people.staff (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9.-]{1,23}$'),
  name text not null check (length(name) between 2 and 120),
  email text not null unique check (email = lower(email)),
  unit_id uuid not null references org.units (id),
  opened_on date not null,
  closed_on date
);

-- Each way to prove who somebody is, is a row: a password, a TOTP secret, later a passkey or an outside identity.
create table people.credentials (
  id uuid primary key,
  staff_id uuid not null references people.staff (id),
  kind text not null check (kind in ('password', 'totp', 'passkey', 'oidc')),
  secret text not null,
  used_step bigint,
  made_at timestamptz not null,
  ended_at timestamptz
);
create unique index one_live_credential on people.credentials (staff_id, kind) where ended_at is null and kind in ('password', 'totp');

create table people.roles (
  id uuid primary key,
  staff_id uuid not null references people.staff (id),
  role text not null check (role in ('administrator', 'planner', 'approver', 'crew', 'clerk', 'accountant', 'auditor')),
  unit_id uuid not null references org.units (id),
  from_day date not null,
  until_day date,
  granted_by uuid,
  granted_at timestamptz not null,
  check (until_day > from_day)
);
create index roles_of_staff on people.roles (staff_id);

create table people.sessions (
  id uuid primary key,
  token_sha256 bytea not null unique,
  kind text not null check (kind in ('staff', 'customer')),
  person_id uuid not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  idle interval not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  device text
);
create index sessions_of_person on people.sessions (person_id, opened_at);

-- Sign-ins that failed, by who was tried and from where, to slow down guessing. Rows older than a day mean nothing.
create table people.failures (
  id bigint generated always as identity primary key,
  subject text not null,
  at timestamptz not null
);
create index failures_of on people.failures (subject, at);

alter table people.staff enable row level security;
alter table people.credentials enable row level security;
alter table people.roles enable row level security;
alter table people.sessions enable row level security;
alter table people.failures enable row level security;

create policy own on people.staff for select using (id = (select kit.actor()));
create policy in_scope on people.staff using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on people.roles for select using (staff_id = (select kit.actor()));
create policy in_scope on people.roles using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on people.credentials using (staff_id = (select kit.actor()));
create policy own on people.sessions using (person_id = (select coalesce(kit.actor(), kit.customer())));
create policy nobody on people.failures using (false);

grant select, insert, update on people.staff, people.roles, people.credentials to tri_an_app;
grant select, insert, update on people.sessions to tri_an_app;

-- Who a session's token stands for; the answer carries no more than ids. Touches the session at most once a minute.
create function people.session_of(token bytea, wanted text, at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, people as $$
declare found people.sessions;
begin
  select * into found from people.sessions s where s.token_sha256 = token and s.kind = wanted;
  if found.id is null or found.ended_at is not null or found.ends_at <= at or found.seen_at + found.idle <= at then
    return null;
  end if;
  if found.seen_at < at - interval '1 minute' then
    update people.sessions set seen_at = at where id = found.id;
  end if;
  return found.person_id;
end $$;
comment on function people.session_of is 'definer: a session is looked up before anybody is known; answers an opaque id';
