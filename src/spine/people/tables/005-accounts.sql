-- An administrator gives somebody in scope a password to begin with, or to begin again after a lost phone: older
-- proofs and sessions end with it. Nobody reads another's credentials, and whoever was given a password must choose
-- their own at the next sign-in.
create function people.give_password(to_staff uuid, credential uuid, hash text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, people as $$
begin
  if not exists (select from people.staff s where s.id = to_staff and s.unit_id = any (kit.scope())) or kit.actor() is null then
    return false;
  end if;
  update people.credentials c set ended_at = at where c.staff_id = to_staff and c.kind in ('password', 'totp') and c.ended_at is null;
  update people.sessions se set ended_at = at where se.kind = 'staff' and se.person_id = to_staff and se.ended_at is null;
  insert into people.credentials (id, staff_id, kind, secret, given_by, made_at, confirmed_at)
  values (credential, to_staff, 'password', hash, kit.actor(), at, at);
  return true;
end $$;
comment on function people.give_password is 'definer: writes a credential that its giver may not read; only for staff in scope; answers yes or no';

-- Closes an account: its roles, sessions and phones end with it, at once.
create function people.close_account(of_staff uuid, on_day date, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, people as $$
begin
  update people.staff s set closed_on = greatest(on_day, s.opened_on)
  where s.id = of_staff and s.unit_id = any (kit.scope()) and s.closed_on is null;
  if not found then return false; end if;
  update people.roles r set until_day = greatest(on_day, r.from_day), ended_by = kit.actor()
  where r.staff_id = of_staff and (r.until_day is null or r.until_day > on_day);
  update people.delegations d set until_day = greatest(on_day, d.from_day)
  where of_staff in (d.from_staff, d.to_staff) and d.until_day > on_day;
  update people.sessions se set ended_at = at where se.kind = 'staff' and se.person_id = of_staff and se.ended_at is null;
  update people.devices d set revoked_at = at, revoked_by = kit.actor() where d.staff_id = of_staff and d.revoked_at is null;
  return true;
end $$;
comment on function people.close_account is 'definer: ends what somebody holds outside the closer''s own rows; only for staff in scope; answers yes or no';

create function people.end_sessions(of_staff uuid, at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, people as $$
declare many integer;
begin
  update people.sessions se set ended_at = at
  where se.kind = 'staff' and se.person_id = of_staff and se.ended_at is null
    and exists (select from people.staff s where s.id = of_staff and s.unit_id = any (kit.scope()));
  get diagnostics many = row_count;
  return many;
end $$;
comment on function people.end_sessions is 'definer: ends the sessions of somebody else; only for staff in scope; answers a count';

-- Whether somebody holds, anywhere and on any of these days, a role that may not stand beside a new one: some roles
-- anywhere at all, others on the same branch of units. Whoever grants may not see all that the other holds.
create function people.would_clash(of_staff uuid, anywhere text[], on_branch text[], at_unit uuid, since date, until date, today date)
returns boolean language sql stable security definer set search_path = pg_catalog, people as $$
  select exists (
    select from (
      select r.role, r.unit_id, daterange(r.from_day, r.until_day) as days from people.roles r where r.staff_id = of_staff
      union all
      select r.role, d.unit_id, daterange(d.from_day, least(d.until_day, r.until_day))
      from people.delegations d join people.roles r on r.id = d.role_id
      where d.to_staff = of_staff and d.from_day <= least(d.until_day, r.until_day)) h
    where h.days && daterange(since, until)
      and (h.role = any (anywhere) or (h.role = any (on_branch)
        and (h.unit_id in (select org.reach(at_unit, today)) or at_unit in (select org.reach(h.unit_id, today))))))
$$;
comment on function people.would_clash is 'definer: incompatible roles are judged over all units; answers yes or no';

-- Names of colleagues: whoever acts may read who did what.
create function people.name_of(of_staff uuid) returns text
language sql stable security definer set search_path = pg_catalog, people as $$
  select s.name from people.staff s where s.id = of_staff and kit.actor() is not null
$$;
comment on function people.name_of is 'definer: a colleague is named in histories across units; answers a name of staff, to staff only';

-- Whether a code or an e-mail belongs to somebody else, in any unit.
create function people.is_taken(wanted_code text, wanted_email text, besides uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, people as $$
  select exists (select from people.staff s where (s.code = wanted_code or s.email = wanted_email) and s.id <> besides)
$$;
comment on function people.is_taken is 'definer: a code and an e-mail are one person''s over all units; answers yes or no';
