-- Keys that programs carry instead of a session: a crew's phone, a partner's server. Only hashes are kept.
create table people.devices (
  id uuid primary key,
  staff_id uuid not null references people.staff (id),
  label text not null check (char_length(label) between 1 and 80),
  key_sha256 bytea not null unique,
  registered_at timestamptz not null,
  seen_at timestamptz,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid
);
create index devices_of_staff on people.devices (staff_id);

-- A partner's keys: several may be live while one replaces another, all for the same `partner_id`. `team` reaches only
-- the partner's own testers, `test` does nothing real.
create table people.partner_keys (
  id uuid primary key,
  partner_id uuid not null,
  name text not null check (char_length(name) between 2 and 120),
  unit_id uuid not null references org.units (id),
  kind text not null check (kind in ('live', 'team', 'test')),
  scopes text[] not null check (array_length(scopes, 1) between 1 and 20),
  prefix text not null,
  key_sha256 bytea not null unique,
  issued_by uuid not null,
  issued_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  check (ends_at > issued_at)
);
create index partner_keys_of_unit on people.partner_keys (unit_id);

alter table people.devices enable row level security;
alter table people.partner_keys enable row level security;
create policy own on people.devices using (staff_id = (select kit.actor()));
create policy in_scope on people.devices for select using (exists (
  select from people.staff s where s.id = staff_id and s.unit_id = any ((select kit.scope())::uuid[])));
create policy revoke_in_scope on people.devices for update using (exists (
  select from people.staff s where s.id = staff_id and s.unit_id = any ((select kit.scope())::uuid[])));
create policy own on people.partner_keys for select using (id = (select kit.actor()));
create policy in_scope on people.partner_keys using (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert on people.devices, people.partner_keys to tri_an_app;
grant update (revoked_at, revoked_by) on people.devices, people.partner_keys to tri_an_app;

-- Whose phone a key belongs to; none once it is revoked or has run out, or the account is closed.
create function people.device_holder(key bytea, at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, people as $$
declare holder uuid;
begin
  select d.staff_id into holder from people.devices d join people.staff s on s.id = d.staff_id
  where d.key_sha256 = key and d.revoked_at is null and d.ends_at > at and s.closed_on is null;
  update people.devices d set seen_at = at
  where d.key_sha256 = key and holder is not null and (d.seen_at is null or d.seen_at < at - interval '1 minute');
  return holder;
end $$;
comment on function people.device_holder is 'definer: a phone''s key is looked up before anybody is known; answers an opaque id';

create function people.partner_key_of(key bytea, at timestamptz) returns uuid
language sql stable security definer set search_path = pg_catalog, people as $$
  select k.id from people.partner_keys k where k.key_sha256 = key and k.revoked_at is null and k.ends_at > at
$$;
comment on function people.partner_key_of is 'definer: a partner''s key is looked up before anybody is known; answers an opaque id';
