-- The limits of a class and channel on a day.
create function messaging.limits_of(of_class text, by_channel text, on_day date) returns messaging.limits
language sql stable as $$
  select l from messaging.limits l where l.class = of_class and l.channel = by_channel and l.from_day <= on_day order by l.from_day desc limit 1
$$;

-- Judges one step's rows of a wave and takes those that may go, all in one statement: who refused, who agreed, how often
-- the number was written to lately by any unit. Whoever is over the cap waits for its end, or is excluded when the wave
-- ends before. Answers the attempts that were taken.
create function messaging.take(wave messaging.waves, of_class text, at_step integer, rules messaging.limits, p_most integer, p_now timestamptz)
returns uuid[] language plpgsql as $$
declare
  by_channel constant text := wave.channels[at_step + 1];
  span constant interval := rules.within_hours * interval '1 hour';
  taken uuid[];
begin
  with picked as materialized (
    select r.party, r.customers from messaging.recipients r
    where r.wave_id = wave.id and r.state = 'due' and r.step = at_step and r.next_at <= p_now
    order by r.next_at, r.party limit p_most for update skip locked),
  asked as materialized (
    select p.party, coalesce(k.agreed, p.customers[1]) as customer, case
      when s.reason is not null then s.reason
      when rules.consent is null then null
      when k.withdrawn then 'withdrawn'
      when k.agreed is null then 'no_consent' end as reason
    from picked p
    left join lateral (select max(x.reason) as reason from messaging.suppressed x where x.found = p.party
      and (x.reason = 'not_owner' or (x.reason = 'refused' and of_class <> 'safety') or of_class in ('advert', 'survey'))) s on true
    left join lateral (select (array_agg(c.id) filter (where k.given))[1] as agreed, bool_or(not k.given) as withdrawn
      from unnest(p.customers) as c (id) cross join lateral (select k.given from customers.consents k
        where k.customer_id = c.id and k.purpose = rules.consent and k.channel = by_channel order by k.no desc limit 1) k) k on rules.consent is not null),
  counted as (
    insert into messaging.sent_lately as l (found, class, channel, recent)
    select a.party, of_class, by_channel, array[p_now] from asked a where a.reason is null and rules.most is not null order by a.party
    on conflict on constraint sent_lately_pkey do update
      set recent = array(select t from unnest(l.recent) t where t > p_now - span order by t) || p_now
      where (select count(*) from unnest(l.recent) t where t > p_now - span) < rules.most
    returning l.found),
  -- Put together by grouping: a join of the two lists, whose lengths the planner cannot know, would compare all with all.
  told as materialized (
    select party, (array_agg(customer) filter (where customer is not null))[1] as customer, max(reason) as reason, bool_or(goes) as goes
    from (select a.party, a.customer, a.reason, a.reason is null and rules.most is null as goes from asked a
      union all select c.found, null, null, true from counted c) x group by party),
  judged as materialized (
    select t.*, case when not t.goes and t.reason is null then coalesce((select min(m) + span from (select m from messaging.sent_lately l
      cross join unnest(l.recent) m where l.found = t.party and l.class = of_class and l.channel = by_channel and m > p_now - span
      order by m desc limit rules.most) m), p_now + interval '1 minute') end as free_at
    from told t),
  kept as (
    update messaging.recipients r set
      state = case when j.goes then 'claimed' when j.free_at < wave.sends_until then 'due' else 'excluded' end,
      reason = case when j.goes or j.free_at < wave.sends_until then null else coalesce(j.reason, 'cap') end,
      next_at = case when j.free_at < wave.sends_until then j.free_at end
    from judged j where r.wave_id = wave.id and r.party = j.party
    returning r.party, r.state, j.customer),
  begun as (
    insert into messaging.attempts (id, unit_id, wave_id, party, step, customer_id, class, channel, state, begun_at)
    select gen_random_uuid(), wave.unit_id, wave.id, k.party, at_step, k.customer, of_class, by_channel, 'claimed', p_now
    from kept k where k.state = 'claimed' returning id)
  select coalesce(array_agg(id), '{}') into taken from begun;
  return taken;
end $$;

-- Takes up to so many due rows of a wave for one process, for as long as the lease. The wave's row is held against its
-- being paused or stopped, so none is taken once that is committed. Answers the attempts; none when nothing may go now.
create function messaging.claim(p_wave uuid, p_batch uuid, p_most integer, p_now timestamptz, p_lease interval) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, messaging, customers set enable_seqscan = off set enable_mergejoin = off set jit = off as $$
declare
  local constant timestamp := p_now at time zone 'Asia/Ho_Chi_Minh';
  wave messaging.waves;
  rules messaging.limits;
  of_class text;
  taken uuid[];
begin
  select * into wave from messaging.waves w where w.id = p_wave and w.unit_id = any (kit.scope()) for share;
  if wave.id is null or p_now < wave.sends_from or p_now >= wave.sends_until
    or coalesce((select s.kind from messaging.wave_steps s where s.wave_id = p_wave order by s.no desc limit 1), '') not in ('started', 'finished') then return; end if;
  select t.class into of_class from messaging.templates t where t.id = wave.template_id;
  for at_step in 0 .. cardinality(wave.channels) - 1 loop
    rules := messaging.limits_of(of_class, wave.channels[at_step + 1], local::date);
    continue when local::time < rules.opens or local::time >= rules.closes;
    taken := messaging.take(wave, of_class, at_step, rules, p_most, p_now);
    if cardinality(taken) > 0 then
      insert into messaging.batches (id, wave_id, attempts, lease_until) values (p_batch, p_wave, taken, p_now + p_lease);
      return query select unnest(taken);
      return;
    end if;
  end loop;
end $$;
comment on function messaging.claim is 'definer: caps and refusals are over all units; answers opaque ids of attempts of a wave in the caller''s scope';
