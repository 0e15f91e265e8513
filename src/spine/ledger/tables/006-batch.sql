-- A batch as columns. `actors` and `units` may be null, or hold nulls: who asked for an entry, when that is not who runs
-- the transaction; and the unit that must pay for it, when the scope is that of several askers together.
create type ledger.batch as (keys uuid[], froms uuid[], tos uuid[], amounts bigint[], editions uuid[], activities text[],
  records uuid[], days date[], expiries date[], actors uuid[], units uuid[]);

-- Moves the balances of a whole batch, each account once, in the order of their ids. The plan is pinned: a nested
-- loop keeps that order, and without the pin a merge would read the whole index of accounts. In plpgsql, which keeps
-- the plan: a function in SQL that is not folded into its query is planned again at every call.
create function ledger.shift(froms uuid[], tos uuid[], amounts bigint[])
returns table (id uuid, unit_id uuid, asset text, posted bigint, held bigint, least_free bigint, lines bigint, in_lots boolean,
  mine boolean, closed_through date)
language plpgsql volatile rows 10 set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
set enable_bitmapscan = off set plan_cache_mode = force_generic_plan set jit = off as $$
#variable_conflict use_column
declare
  scope uuid[] := kit.scope();
  customer uuid := kit.customer();
begin
  return query with sums as (
    select account_id, sum(amount)::bigint as amount, count(*) as lines from (
      select unnest(froms) as account_id, -unnest(amounts) as amount union all select unnest(tos), unnest(amounts)) legs
    group by account_id order by account_id
  )
  update ledger.accounts a set posted = a.posted + sums.amount, lines = a.lines + sums.lines
  from sums where a.id = sums.account_id
  returning a.id, a.unit_id, a.asset::text, a.posted, a.held, a.floor, a.lines, a.in_lots,
    coalesce(a.unit_id = any (scope) or (a.owner_kind = 'customer' and a.owner_id = customer), false), a.closed_through;
end $$;

-- Books a batch all or nothing. Balances move first; the balance after each line is counted backwards from what came
-- out, so no row is read twice. Every line is then judged as if the entries had come one by one; SQLSTATE LG001 says that
-- some line does not stand. `decided`: the caller has judged each one under lock already.
create function ledger.book(batch ledger.batch, decided boolean) returns void
language plpgsql set enable_nestloop = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan set jit = off
set work_mem = '64MB' as $$
declare
  today date := ledger.today();
  me uuid := coalesce(kit.actor(), kit.customer());
  booked int;
  granted boolean;
begin
  with asked as materialized (
    select * from unnest(batch.keys, batch.froms, batch.tos, batch.amounts, batch.editions, batch.activities, batch.records,
      batch.days, batch.expiries, batch.actors, batch.units) with ordinality
      as t (key, from_account, to_account, amount, edition, activity, record, on_day, expires_on, actor, unit, ord)
  ), moved as materialized (
    select * from ledger.shift(batch.froms, batch.tos, batch.amounts)
  ), legs as (
    select ord, key, from_account as account_id, -amount as amount, coalesce(on_day, today) as on_day, unit from asked
    union all select ord, key, to_account, amount, coalesce(on_day, today), null from asked
  ), counted as (
    select legs.ord, legs.key, legs.account_id, legs.amount, m.asset, m.in_lots, m.held, m.least_free,
      m.lines - count(*) over later as line,
      m.posted - coalesce(sum(legs.amount) over later, 0)::bigint as balance_after,
      legs.on_day > m.closed_through and (legs.amount > 0
        or (m.mine and (decided or not m.in_lots) and (legs.unit is null or legs.unit = m.unit_id))) as stands
    from legs join moved m on m.id = legs.account_id
    window later as (partition by legs.account_id order by legs.ord desc rows between unbounded preceding and 1 preceding)
  ), lines as materialized (
    select *, stands and (amount > 0 or least_free is null or balance_after - held >= least_free) as good from counted
  ), entry as (
    insert into ledger.entries
    select a.key, ledger.content('transfer', null, a.from_account, a.to_account, a.amount, a.on_day, a.expires_on,
        a.edition, a.record, a.activity),
      'transfer', a.from_account, f.line, f.balance_after, a.to_account, t.line, t.balance_after, a.amount, coalesce(a.on_day, today), a.edition, a.activity,
      a.record, null, coalesce(a.actor, me), now()
    from asked a
      join lines f on f.ord = a.ord and f.amount < 0 and f.good
      join lines t on t.ord = a.ord and t.amount > 0 and t.good
    where f.asset = t.asset and not (f.in_lots and t.in_lots) and (a.expires_on is null or t.in_lots)
    returning 1
  )
  select (select count(*) from entry), (select bool_or(in_lots and amount > 0) from lines) into booked, granted;
  if booked <> cardinality(batch.keys) then raise exception 'not all stand' using errcode = 'LG001'; end if;
  if granted then
    insert into ledger.lots
    select t.key, t.to_account, t.from_account, t.amount, t.amount, t.expires_on, t.edition, t.activity, t.record, now()
    from unnest(batch.keys, batch.froms, batch.tos, batch.amounts, batch.editions, batch.activities, batch.records, batch.expiries)
      as t (key, from_account, to_account, amount, edition, activity, record, expires_on)
      join ledger.accounts a on a.id = t.to_account and a.in_lots;
  end if;
end $$;

-- Books a batch of entries and answers exactly for each; only those that were not newly booked are returned. Keys must
-- not repeat within a batch. Mostly all of them stand and are booked at once; if one does not, that attempt is undone
-- and they are decided one by one, in order, under lock.
create function ledger.post_batch(keys uuid[], froms uuid[], tos uuid[], amounts bigint[], editions uuid[],
  activities text[], records uuid[], days date[], expiries date[], actors uuid[], units uuid[])
returns table (ord int, outcome text)
language plpgsql security definer set search_path = pg_catalog, ledger set enable_seqscan = off set enable_bitmapscan = off
set plan_cache_mode = force_generic_plan set jit = off as $$
declare
  batch ledger.batch := row(keys, froms, tos, amounts, editions, activities, records, days, expiries, actors, units);
begin
  if not exists (select from ledger.entries where id = any (keys)) then
    begin
      perform ledger.book(batch, false);
      return;
    exception when sqlstate 'LG001' or check_violation or unique_violation then null;
    end;
  end if;
  return query select * from ledger.post_decided(batch);
end $$;
comment on function ledger.post_batch(uuid[], uuid[], uuid[], bigint[], uuid[], text[], uuid[], date[], date[], uuid[], uuid[]) is
  'definer: books entries from accounts in scope to any accounts; says of each that was not newly booked why';
