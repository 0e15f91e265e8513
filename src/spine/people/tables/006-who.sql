-- Who calls, by a phone's or partner's key when there is one (and then by nothing else), otherwise by a session's token:
-- what a call needs to know of it before anything else, in one trip. Of the staff, with the roles that they hold today.
create function people.who_is(session bytea, bearer bytea, wanted text, at timestamptz, on_day date)
returns table (kind text, id uuid, phone boolean, name text, roles text[])
language plpgsql security definer set search_path = pg_catalog, people as $$
#variable_conflict use_variable
begin
  phone := bearer is not null;
  kind := wanted;
  if not phone then
    id := people.session_of(session, wanted, at);
  else
    kind := 'staff';
    id := people.device_holder(bearer, at);
    if id is null then
      kind := 'partner';
      id := people.partner_key_of(bearer, at);
    end if;
  end if;
  if id is null then return; end if;
  if kind = 'staff' then
    select s.name into name from people.staff s
    where s.id = who_is.id and s.opened_on <= on_day and (s.closed_on is null or s.closed_on > on_day);
    if not found then return; end if;
    roles := array(select h.role from people.held(id, on_day) h);
  end if;
  return next;
end $$;
comment on function people.who_is is 'definer: a caller is looked up before anybody is known; answers an opaque id, and to the staff their own name and roles';

-- The units that somebody reaches with these roles on a day, as the scope of the open transaction.
create function people.enter(staff uuid, with_roles text[], on_day date) returns uuid[] language plpgsql as $$
declare
  units uuid[] := array(select distinct reached.id from people.held(staff, on_day) h
    cross join lateral org.reach(h.unit_id, on_day) as reached (id) where h.role = any (with_roles));
begin
  perform set_config('app.scope', units::text, true);
  return units;
end $$;
