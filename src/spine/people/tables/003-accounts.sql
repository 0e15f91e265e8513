-- An administrator gives a first password to somebody in scope, who changes it; nobody reads another's credentials.
create function people.give_password(to_staff uuid, credential uuid, hash text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, people as $$
begin
  if not exists (select from people.staff s where s.id = to_staff and s.unit_id = any (kit.scope())) then return false; end if;
  update people.credentials c set ended_at = at where c.staff_id = to_staff and c.kind = 'password' and c.ended_at is null;
  insert into people.credentials (id, staff_id, kind, secret, made_at) values (credential, to_staff, 'password', hash, at);
  return true;
end $$;
comment on function people.give_password is 'definer: writes a credential that its giver may not read; only for staff in scope; answers yes or no';

-- Closes an account: its roles and sessions end with it, at once.
create function people.close_account(of_staff uuid, on_day date, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, people as $$
begin
  update people.staff s set closed_on = greatest(on_day, s.opened_on) where s.id = of_staff and s.unit_id = any (kit.scope()) and s.closed_on is null;
  if not found then return false; end if;
  update people.roles r set until_day = greatest(on_day, r.from_day + 1) where r.staff_id = of_staff and (r.until_day is null or r.until_day > on_day);
  update people.sessions se set ended_at = at where se.person_id = of_staff and se.ended_at is null;
  return true;
end $$;
comment on function people.close_account is 'definer: ends the sessions of somebody else; only for staff in scope; answers yes or no';

-- Names of colleagues: whoever acts may read who did what.
create function people.name_of(of_staff uuid) returns text
language sql stable security definer set search_path = pg_catalog, people as $$
  select s.name from people.staff s where s.id = of_staff and kit.actor() is not null
$$;
comment on function people.name_of is 'definer: a colleague is named in histories across units; answers a name of staff, to staff only';
