-- Writes down what the carrier said to each attempt, once: `sent`, `refused`, `unknown`, or `unsent` for what never left
-- and goes back. What a receipt told meanwhile stays. A place under the cap is given back for what did not leave.
create function messaging.settle(p_ids uuid[], p_outcomes text[], p_carrier_ids text[], p_reasons text[], p_segments smallint[], p_hashes bytea[], p_now timestamptz)
returns integer language plpgsql security definer set search_path = pg_catalog, messaging set enable_seqscan = off set enable_mergejoin = off set jit = off as $$
declare
  many integer;
begin
  with told as materialized (select * from unnest(p_ids, p_outcomes, p_carrier_ids, p_reasons, p_segments, p_hashes)
      as t (id, outcome, carrier_id, reason, segments, hash)),
  moved as (
    update messaging.attempts a set told_at = p_now, reason = t.reason, carrier_id = t.carrier_id, segments = t.segments, body_sha256 = t.hash,
      state = case t.outcome when 'sent' then 'submitted' when 'refused' then 'failed' when 'unsent' then 'returned' else 'unknown' end
    from told t where a.id = t.id and a.state = 'claimed' and a.unit_id = any (kit.scope())
    returning a.wave_id, a.party, a.step, a.class, a.channel, a.begun_at, a.state, coalesce(a.reason, 'refused') as reason),
  freed as (
    update messaging.sent_lately l set recent = array_remove(l.recent, m.begun_at) from moved m
    where m.state in ('failed', 'returned') and l.found = m.party and l.class = m.class and l.channel = m.channel),
  turned as (
    select m.*, m.state = 'failed' and m.step + 1 < cardinality(w.channels) as falls from moved m join messaging.waves w on w.id = m.wave_id)
  update messaging.recipients r set step = t.step + t.falls::integer,
    state = case when t.falls or t.state = 'returned' then 'due' else t.state end,
    next_at = case when t.falls or t.state = 'returned' then p_now end,
    reason = case when t.state = 'failed' and not t.falls then t.reason end
  from turned t where r.wave_id = t.wave_id and r.party = t.party and r.state = 'claimed';
  get diagnostics many = row_count;
  return many;
end $$;
comment on function messaging.settle is 'definer: gives back places under caps that are over all units; writes attempts of the caller''s scope, answers a count';

-- What a failed try leads to: the next channel's turn, or the end.
create function messaging.after_failure(p_wave uuid, p_party uuid, p_step integer, p_reason text, p_now timestamptz) returns void
language sql as $$
  update messaging.recipients r set step = p_step + (p_step + 1 < cardinality(w.channels))::integer,
    state = case when p_step + 1 < cardinality(w.channels) then 'due' else 'failed' end,
    next_at = case when p_step + 1 < cardinality(w.channels) then p_now end,
    reason = case when p_step + 1 < cardinality(w.channels) then null else p_reason end
  from messaging.waves w where w.id = p_wave and r.wave_id = p_wave and r.party = p_party and r.step = p_step
    and r.state in ('claimed', 'submitted', 'unknown')
$$;

-- What a carrier reports later, each report once and in any order: delivered is the end, a failure never undoes it. A late
-- delivery takes back what waits for the next channel; when that one reached the party too, the row says `twice`.
-- Answers whether the report is about a message of this carrier.
create function messaging.receive(p_attempt uuid, p_carrier text, p_status text, p_at timestamptz, p_reason text, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, messaging as $$
declare
  it messaging.attempts;
begin
  select * into it from messaging.attempts a where a.id = p_attempt and a.channel = p_carrier for update;
  if it.id is null then return false; end if;
  insert into messaging.receipts (attempt_id, status, at, reason, received_at) values (p_attempt, p_status, p_at, p_reason, p_now) on conflict do nothing;
  if not found or it.state in ('delivered', 'returned') then return true; end if;
  if p_status = 'delivered' then
    update messaging.attempts set state = 'delivered', reason = null, told_at = p_now where id = p_attempt;
    update messaging.recipients r set reason = case when r.state = 'delivered' then 'twice' end, state = 'delivered', step = it.step, next_at = null
      where r.wave_id = it.wave_id and r.party = it.party;
  elsif it.state <> 'failed' then
    update messaging.attempts set state = 'failed', reason = p_reason, told_at = p_now where id = p_attempt;
    perform messaging.after_failure(it.wave_id, it.party, it.step, coalesce(p_reason, 'not_delivered'), p_now);
  end if;
  return true;
end $$;
comment on function messaging.receive is 'definer: a carrier has no units; writes what it reports on one message that it was given, answers yes or no';
