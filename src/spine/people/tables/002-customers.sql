-- A phone number that was proved by a one-time code. The number itself is sealed; its keyed hash finds it again.
create table people.contacts (
  id uuid primary key,
  phone_index bytea not null unique,
  phone_sealed text not null,
  first_seen_at timestamptz not null
);

-- A one-time code that was asked for: bound to its request, good for five minutes, five tries, one use.
create table people.codes (
  id uuid primary key,
  phone_index bytea not null,
  phone_sealed text not null,
  code_sha256 bytea not null,
  ip text not null,
  asked_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index codes_by_phone on people.codes (phone_index, asked_at);
create index codes_by_ip on people.codes (ip, asked_at);

alter table people.contacts enable row level security;
alter table people.codes enable row level security;
create policy own on people.contacts for select using (id = (select kit.customer()));
create policy nobody on people.codes using (false);
grant select on people.contacts to tri_an_app;

-- Keeps a code to be sent, unless too many were asked for: one a minute, 3 in ten minutes and 10 a day for a number,
-- 20 an hour for an address. The number's row is locked first, so that callers at once are counted one by one.
create function people.ask_code(request uuid, phone bytea, sealed text, code bytea, from_ip text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, people as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('people.code ' || encode(phone, 'hex'), 0));
  perform pg_advisory_xact_lock(hashtextextended('people.code ' || from_ip, 0));
  if exists (select from people.codes c where c.phone_index = phone and c.asked_at > at - interval '1 minute')
    or (select count(*) from people.codes c where c.phone_index = phone and c.asked_at > at - interval '10 minutes') >= 3
    or (select count(*) from people.codes c where c.phone_index = phone and c.asked_at > at - interval '1 day') >= 10
    or (select count(*) from people.codes c where c.ip = from_ip and c.asked_at > at - interval '1 hour') >= 20 then
    return false;
  end if;
  insert into people.codes (id, phone_index, phone_sealed, code_sha256, ip, asked_at) values (request, phone, sealed, code, from_ip, at);
  return true;
end $$;
comment on function people.ask_code is 'definer: counts what was asked for over all numbers and addresses; answers yes or no';

-- Tries a code; a right one answers the contact and can never be used again.
create function people.try_code(request uuid, code bytea, contact uuid, at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, people as $$
declare asked people.codes; found uuid;
begin
  update people.codes c set tries = c.tries + 1
  where c.id = request and c.used_at is null and c.tries < 5 and c.asked_at > at - interval '5 minutes'
  returning * into asked;
  if asked.id is null or asked.code_sha256 <> code then return null; end if;
  update people.codes c set used_at = at where c.id = request;
  insert into people.contacts (id, phone_index, phone_sealed, first_seen_at)
  values (contact, asked.phone_index, asked.phone_sealed, at)
  on conflict (phone_index) do update set phone_sealed = excluded.phone_sealed returning id into found;
  return found;
end $$;
comment on function people.try_code is 'definer: a code is tried before anybody is known; answers an opaque id';

-- Staff sign-in: finds the account, and counts failures by account and by address.
create function people.staff_for(login text, on_day date) returns uuid
language sql stable security definer set search_path = pg_catalog, people as $$
  select s.id from people.staff s where (s.email = lower(login) or s.code = upper(login)) and s.opened_on <= on_day and (s.closed_on is null or s.closed_on > on_day)
$$;
comment on function people.staff_for is 'definer: an account is looked up before anybody is known; answers an opaque id';

create function people.failures_since(of_subject text, since timestamptz) returns integer
language sql stable security definer set search_path = pg_catalog, people as $$
  select count(*)::int from people.failures f where f.subject = of_subject and f.at > since
$$;
comment on function people.failures_since is 'definer: guessing is counted over all accounts; answers a count';

create function people.note_failure(of_subject text, failed_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, people as $$
  insert into people.failures (subject, at) values (of_subject, failed_at)
$$;
comment on function people.note_failure is 'definer: a failure is noted before anybody is known; answers nothing';
