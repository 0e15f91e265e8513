-- A phone number that was proved by a one-time code. The number itself is sealed; its keyed hash finds it again.
create table people.contacts (
  id uuid primary key,
  phone_index bytea not null unique,
  phone_sealed text not null,
  first_seen_at timestamptz not null
);

-- A one-time code that was asked for: bound to its request, good for five minutes, five tries, one use. Only its keyed
-- hash is kept. `prefix_index` is the number's beginning: codes for many neighbouring numbers are somebody's machine.
create table people.codes (
  id uuid primary key,
  phone_index bytea not null,
  prefix_index bytea not null,
  phone_sealed text not null,
  code_index bytea not null,
  ip text not null,
  asked_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index codes_by_phone on people.codes (phone_index, asked_at);
create index codes_by_prefix on people.codes (prefix_index, asked_at);
create index codes_by_ip on people.codes (ip, asked_at);
create index codes_by_time on people.codes (asked_at);

alter table people.contacts enable row level security;
alter table people.codes enable row level security;
create policy own on people.contacts for select using (id = (select kit.customer()));
create policy nobody on people.codes using (false);
grant select on people.contacts to tri_an_app;

-- How often a code may be asked for, over all servers: each limit is a count in a span of time.
create table people.code_limits (
  who text not null check (who in ('phone', 'prefix', 'address', 'everybody')),
  span interval not null,
  most integer not null check (most > 0),
  primary key (who, span)
);
insert into people.code_limits values ('phone', '1 minute', 1), ('phone', '10 minutes', 3), ('phone', '1 day', 10),
  ('prefix', '1 hour', 60), ('address', '1 hour', 20), ('everybody', '1 day', 200000);
alter table people.code_limits enable row level security;
create policy nobody on people.code_limits using (false);

-- Keeps a code to be sent, unless too many were asked for. Callers for one number, and from one address, are let in one
-- by one, always in this order, so that they are counted and cannot wait for each other in a circle.
create function people.ask_code(request uuid, phone bytea, prefix bytea, sealed text, code bytea, from_ip text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, people as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('people.prefix ' || encode(prefix, 'hex'), 0));
  perform pg_advisory_xact_lock(hashtextextended('people.address ' || from_ip, 0));
  if exists (
    select from people.code_limits l
    where l.most <= case l.who
      when 'phone' then (select count(*) from people.codes c where c.phone_index = phone and c.asked_at > at - l.span)
      when 'prefix' then (select count(*) from people.codes c where c.prefix_index = prefix and c.asked_at > at - l.span)
      when 'address' then (select count(*) from people.codes c where c.ip = from_ip and c.asked_at > at - l.span)
      else (select count(*) from people.codes c where c.asked_at > at - l.span) end) then
    return false;
  end if;
  delete from people.codes c where c.asked_at < at - interval '2 days';
  insert into people.codes (id, phone_index, prefix_index, phone_sealed, code_index, ip, asked_at)
  values (request, phone, prefix, sealed, code, from_ip, at);
  return true;
end $$;
comment on function people.ask_code is 'definer: counts what was asked for over all numbers and addresses; answers yes or no';

-- Tries a code; a right one answers the contact and can never be used again.
create function people.try_code(request uuid, code bytea, contact uuid, at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, people as $$
declare asked people.codes; found uuid;
begin
  update people.codes c set tries = c.tries + 1
  where c.id = request and c.used_at is null and c.tries < 5 and c.asked_at <= at and c.asked_at > at - interval '5 minutes'
  returning * into asked;
  if asked.id is null or asked.code_index <> code then return null; end if;
  update people.codes c set used_at = at where c.id = request;
  insert into people.contacts (id, phone_index, phone_sealed, first_seen_at)
  values (contact, asked.phone_index, asked.phone_sealed, at)
  on conflict (phone_index) do update set phone_sealed = excluded.phone_sealed returning id into found;
  return found;
end $$;
comment on function people.try_code is 'definer: a code is tried before anybody is known; answers an opaque id';

-- A person's data must go: the number, its codes, and every session on it. Answers how many rows it took.
create function people.forget_contact(contact uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, people as $$
declare gone integer := 0; many integer;
begin
  delete from people.codes c using people.contacts k where k.id = contact and c.phone_index = k.phone_index;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from people.sessions s where s.kind = 'customer' and s.person_id = contact;
  get diagnostics many = row_count;
  gone := gone + many;
  delete from people.contacts k where k.id = contact;
  get diagnostics many = row_count;
  return gone + many;
end $$;
comment on function people.forget_contact is 'definer: nobody else may delete; erases one contact by its opaque id; answers a count';
