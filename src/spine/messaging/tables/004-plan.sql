-- Writes a wave's rows in one statement: a row a party, with all its contracts, in the order of its key. A number behind
-- more than twenty contracts identifies nobody (a landlord, a reader of meters, a placeholder) and is left out by name.
create function messaging.plan(p_wave uuid, p_members uuid[], p_now timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, messaging, customers set work_mem = '128MB' set jit = off as $$
declare
  wave messaging.waves;
  many integer;
begin
  select * into wave from messaging.waves w where w.id = p_wave and w.unit_id = any (kit.scope()) for update;
  if wave.id is null or exists (select from messaging.wave_steps s where s.wave_id = p_wave) then return 0; end if;
  -- The planner takes a list for a hundred rows; for a long one, row by row is the wrong way.
  if cardinality(p_members) > 20000 then perform set_config('enable_nestloop', 'off', true); end if;
  insert into messaging.recipients (wave_id, party, customers, state, reason, step, next_at)
  with reached as materialized (
    select c.id, case when wave.channels[1] = 'email'
      then (select p.found from customers.contact_points p where p.customer_id = c.id and p.kind = 'email' and p.until_day is null order by p.found limit 1)
      else c.phone_found end as found
    from unnest(p_members) m join customers.customers c on c.id = m where c.until_day is null),
  parties as (select coalesce(r.found, r.id) as party, array_agg(r.id order by r.id) as customers, bool_and(r.found is null) as nobody
    from reached r group by coalesce(r.found, r.id)),
  hubs as (select f.found from customers.phones f where f.found in (select r.found from reached r)
    group by f.found having count(*) > 20)
  select p_wave, p.party, case when h.found is null then p.customers else p.customers[1:1] end,
    case when p.nobody or h.found is not null then 'excluded' else 'due' end,
    case when p.nobody then 'no_contact' when h.found is not null then 'shared_number' end, 0,
    case when not p.nobody and h.found is null then greatest(wave.sends_from, p_now) end
  from parties p left join hubs h on h.found = p.party order by p.party;
  get diagnostics many = row_count;
  insert into messaging.wave_steps (wave_id, unit_id, kind, rows, at) values (p_wave, wave.unit_id, 'planned', many, p_now);
  return many;
end $$;
comment on function messaging.plan is 'definer: a number is counted over all units to tell whether it identifies anybody; answers a count';
