-- A session or slot that people come to. Its seats are counted on its own row, inside the write that takes one, so that
-- no interleaving gives away more than there are.
create table gatherings.sessions (
  id uuid primary key,
  edition_id uuid not null references editions.editions (id),
  unit_id uuid not null references org.units (id),
  activity text not null,
  record uuid not null,
  title text not null check (length(title) between 3 and 200),
  place text not null check (length(place) between 3 and 200),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  closes_at timestamptz not null check (closes_at <= ends_at),
  capacity integer not null check (capacity between 1 and 100000),
  confirmed integer not null default 0 check (confirmed >= 0),
  held integer not null default 0 check (held >= 0),
  leased integer not null default 0 check (leased >= 0),
  waiting integer not null default 0 check (waiting >= 0),
  last_no integer not null default 0,
  made_by uuid not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  check (confirmed + held + leased <= capacity)
);
create index sessions_by_unit on gatherings.sessions (unit_id, starts_at, id);
create index sessions_of_record on gatherings.sessions (record);

-- Who is asked to come. The code on the letter is made from the id and a secret; only its keyed hash is kept.
create table gatherings.invitations (
  id uuid primary key,
  session_id uuid not null references gatherings.sessions (id),
  unit_id uuid not null,
  guest text not null check (length(guest) between 2 and 200),
  party_kind text check (party_kind in ('customer', 'enterprise')),
  party_id uuid,
  seats integer not null check (seats between 1 and 50),
  used integer not null default 0 check (used between 0 and seats),
  found bytea not null unique,
  made_by uuid not null,
  made_at timestamptz not null,
  declined_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  check ((party_kind is null) = (party_id is null))
);
create index invitations_of_session on gatherings.invitations (session_id, id);
create index invitations_of_party on gatherings.invitations (party_id) where party_id is not null;
create unique index party_once on gatherings.invitations (session_id, party_id) where withdrawn_at is null;

-- One person who comes. `no` is the place in the order of arrival, and the number on the ticket.
-- over: came in at the door although no seat was left, which somebody has to look at.
create table gatherings.registrations (
  id uuid primary key,
  session_id uuid not null references gatherings.sessions (id),
  unit_id uuid not null,
  invitation_id uuid references gatherings.invitations (id),
  guest text not null check (length(guest) between 2 and 200),
  folded text generated always as (kit.fold(guest)) stored,
  no integer not null,
  state text not null check (state in ('confirmed', 'waiting', 'cancelled', 'over')),
  through text not null check (through in ('portal', 'desk', 'gate')),
  made_by uuid,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  present boolean not null default false,
  unique (session_id, no),
  check ((state = 'cancelled') = (ended_at is not null))
);
create unique index guest_once on gatherings.registrations (invitation_id, folded) where state <> 'cancelled';
create index waiting_in_order on gatherings.registrations (session_id, no) where state = 'waiting';

-- Seats that a phone at the door may give to whoever comes unasked while it has no signal.
create table gatherings.leases (
  id uuid primary key,
  session_id uuid not null references gatherings.sessions (id),
  unit_id uuid not null,
  device text not null check (length(device) between 1 and 64),
  seats integer not null check (seats between 1 and 500),
  used integer not null default 0 check (used between 0 and seats),
  leased_by uuid not null,
  leased_at timestamptz not null,
  closed_at timestamptz
);
create index leases_of_session on gatherings.leases (session_id) where closed_at is null;

-- What a phone saw at the door. Never changed: who was there is read from all of these, whatever order they came in.
create table gatherings.scans (
  id uuid primary key,
  session_id uuid not null references gatherings.sessions (id),
  unit_id uuid not null,
  registration_id uuid not null references gatherings.registrations (id),
  kind text not null check (kind in ('enter', 'undo')),
  undoes uuid,
  device text not null check (length(device) between 1 and 64),
  scanned_by uuid not null,
  scanned_at timestamptz not null,
  received_at timestamptz not null,
  check ((kind = 'undo') = (undoes is not null))
);
create index scans_of_session on gatherings.scans (session_id, registration_id);
create index scans_of_guest on gatherings.scans (registration_id);

-- What somebody decided on a guest whose scans contradict each other; the last one counts, the scans stay.
create table gatherings.resolutions (
  id uuid primary key,
  session_id uuid not null references gatherings.sessions (id),
  unit_id uuid not null,
  registration_id uuid not null references gatherings.registrations (id),
  counted boolean not null,
  note text not null check (length(note) between 3 and 500),
  decided_by uuid not null,
  decided_at timestamptz not null
);
create index resolutions_of_guest on gatherings.resolutions (registration_id, decided_at);

do $$ declare one text; begin
  foreach one in array array['sessions', 'invitations', 'registrations', 'leases', 'scans', 'resolutions'] loop
    execute format('alter table gatherings.%I enable row level security', one);
    execute format('create policy in_scope on gatherings.%I using (unit_id = any ((select kit.scope())::uuid[]))', one);
    execute format('grant select, insert on gatherings.%I to tri_an_app', one);
  end loop;
end $$;
grant update on gatherings.sessions, gatherings.invitations, gatherings.registrations, gatherings.leases to tri_an_app;

-- The unit whose letter a code stands on: whoever holds the code acts on that one invitation, in this unit's scope.
create function gatherings.unit_of_code(p_found bytea) returns uuid
language sql stable security definer set search_path = pg_catalog, gatherings as $$
  select unit_id from gatherings.invitations where found = p_found and withdrawn_at is null
$$;
comment on function gatherings.unit_of_code is 'definer: whoever holds a code on a letter may answer it; gives an opaque id';

-- The invitations of whoever signed in, for their own page.
create function gatherings.mine() returns uuid[]
language sql stable security definer set search_path = pg_catalog, gatherings as $$
  select array(select i.id from gatherings.invitations i where i.withdrawn_at is null and i.party_id is not null and i.party_id in (
    select unnest(customers.mine()) union select c.enterprise_id from customers.customers c where c.id = any (customers.mine())) limit 200)
$$;
comment on function gatherings.mine() is 'definer: the invitations of the customers behind the signed-in number; opaque ids';
create policy own on gatherings.invitations for select using (id = any ((select gatherings.mine())::uuid[]));
create policy own on gatherings.sessions for select using (exists (select from gatherings.invitations i where i.session_id = sessions.id and i.id = any ((select gatherings.mine())::uuid[])));
revoke execute on function gatherings.unit_of_code(bytea), gatherings.mine() from public;
grant execute on function gatherings.unit_of_code(bytea), gatherings.mine() to tri_an_app;

-- A person's name goes from letters and lists of every unit; that somebody came stays counted.
create function gatherings.forget(customer uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, gatherings as $$
declare gone integer;
begin
  update gatherings.registrations set guest = '··' where guest <> '··'
    and invitation_id in (select id from gatherings.invitations where party_id = customer);
  get diagnostics gone = row_count;
  update gatherings.invitations set guest = '··', party_kind = null, party_id = null where party_id = customer;
  return gone;
end $$;
comment on function gatherings.forget(uuid) is 'definer: erasure reaches the lists of all units; answers how many names went';
revoke execute on function gatherings.forget(uuid) from public;
grant execute on function gatherings.forget(uuid) to tri_an_app;
