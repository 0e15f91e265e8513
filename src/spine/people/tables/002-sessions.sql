-- Sessions of staff and of customers. Only the hash of a session's token is kept. A session with a `step` is a sign-in
-- that still has something to prove: it stands for nobody.
create table people.sessions (
  id uuid primary key,
  token_sha256 bytea not null unique,
  kind text not null check (kind in ('staff', 'customer')),
  person_id uuid not null,
  step text check (step in ('code', 'password', 'enrolment')),
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  idle interval not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ip text not null default '',
  label text check (char_length(label) <= 80)
);
create index sessions_of_person on people.sessions (person_id, opened_at);

-- What failed to prove who somebody is, by keyed subject (an account, an address), to slow down guessing.
create table people.failures (
  id bigint generated always as identity primary key,
  subject bytea not null,
  at timestamptz not null
);
create index failures_of on people.failures (subject, at);
create index failures_by_time on people.failures (at);

alter table people.sessions enable row level security;
alter table people.failures enable row level security;
create policy own on people.sessions using (person_id = (select coalesce(kit.actor(), kit.customer())));
create policy nobody on people.failures using (false);
grant select, insert on people.sessions to tri_an_app;
grant update (ended_at) on people.sessions to tri_an_app;

-- Who a session's token stands for. Touches the session at most once a minute.
create function people.session_of(token bytea, wanted text, at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, people as $$
declare found people.sessions;
begin
  select * into found from people.sessions s where s.token_sha256 = token and s.kind = wanted and s.step is null;
  if found.id is null or found.ended_at is not null or found.ends_at <= at or found.seen_at + found.idle <= at then
    return null;
  end if;
  if found.seen_at < at - interval '1 minute' then
    update people.sessions set seen_at = at where id = found.id and seen_at < at;
  end if;
  return found.person_id;
end $$;
comment on function people.session_of is 'definer: a session is looked up before anybody is known; answers an opaque id';

-- Whose sign-in a token continues.
create function people.sign_in_of(token bytea, at timestamptz) returns uuid
language sql stable security definer set search_path = pg_catalog, people as $$
  select s.person_id from people.sessions s
  where s.token_sha256 = token and s.kind = 'staff' and s.step is not null and s.ended_at is null and s.ends_at > at
$$;
comment on function people.sign_in_of is 'definer: a sign-in goes on before anybody is known; answers an opaque id';

-- Ends the session that a browser held before it is given a new one: whoever has the token may end it.
create function people.end_token(token bytea, wanted text, at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog, people as $$
  update people.sessions s set ended_at = at where s.token_sha256 = token and s.kind = wanted and s.ended_at is null returning true
$$;
comment on function people.end_token is 'definer: the former session of a browser may be another person''s; answers yes or nothing';

create function people.staff_for(login text, on_day date) returns uuid
language sql stable security definer set search_path = pg_catalog, people as $$
  select s.id from people.staff s where (s.email = lower(login) or s.code = upper(login))
    and s.opened_on <= on_day and (s.closed_on is null or s.closed_on > on_day)
$$;
comment on function people.staff_for is 'definer: an account is looked up before anybody is known; answers an opaque id';

create function people.failures_since(of_subject bytea, since timestamptz) returns integer
language sql stable security definer set search_path = pg_catalog, people as $$
  select count(*)::int from people.failures f where f.subject = of_subject and f.at > since
$$;
comment on function people.failures_since is 'definer: guessing is counted over all accounts; answers a count';

-- Notes failures; those older than a day mean nothing any more and go.
create function people.note_failures(subjects bytea[], failed_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, people as $$
  delete from people.failures f where f.at < failed_at - interval '1 day';
  insert into people.failures (subject, at) select s, failed_at from unnest(subjects) s
$$;
comment on function people.note_failures is 'definer: a failure is noted before anybody is known; answers nothing';
