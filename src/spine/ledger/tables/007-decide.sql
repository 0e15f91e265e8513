-- Decides a batch one by one, in order, and books those that stand. All accounts are locked first, in the order of
-- their ids, so what is decided stays true until it is booked. An outcome is 'duplicate' or the code of a refusal.
create function ledger.post_decided(batch ledger.batch) returns table (ord int, outcome text) language plpgsql as $$
declare
  free bigint[];
  ask record;
  no text;
  accepted int[] := '{}';
begin
  perform id from ledger.accounts where id = any (batch.froms || batch.tos) order by id for update;
  perform ledger.drop_expired(batch.froms);
  free := ledger.free_of(batch);
  for ask in select * from ledger.asked(batch) loop
    no := case
      when ask.before = ask.content then 'duplicate'
      when ask.before is not null then 'ledger.key_reused'
      when ask.fault is not null then ask.fault
      when free[ask.from_ix] < ask.amount then 'ledger.insufficient' end;
    if no is null then
      free[ask.from_ix] := free[ask.from_ix] - ask.amount;
      free[ask.to_ix] := free[ask.to_ix] + ask.amount;
      accepted := accepted || ask.ord;
    else
      ord := ask.ord;
      outcome := no;
      return next;
    end if;
  end loop;
  if cardinality(accepted) > 0 then perform ledger.book_some(batch, accepted); end if;
end $$;

-- How much each account of a batch may give, in the order of their ids; null where there is no floor. A wallet gives
-- what is in lots that are still valid on the latest day that the batch spends from it.
create function ledger.free_of(batch ledger.batch) returns bigint[] language sql stable as $$
  with named as (
    select id, max(on_day) as on_day from (
      select f, coalesce(d, ledger.today()) from unnest(batch.froms, batch.days) as t (f, d)
      union all select unnest(batch.tos), null) x (id, on_day) group by id
  )
  select array_agg(case when not a.in_lots then a.posted - a.held - a.floor else least(a.posted - a.held, (
      select coalesce(sum(l.remaining), 0) from ledger.lots l
      where l.account_id = a.id and l.remaining > 0 and coalesce(l.expires_on, 'infinity') >= named.on_day)) end order by named.id)
  from named left join ledger.accounts a on a.id = named.id
$$;

create function ledger.asked(batch ledger.batch)
returns table (ord int, amount bigint, from_ix int, to_ix int, content bytea, before bytea, fault text)
language sql stable set enable_nestloop = off set enable_mergejoin = off set jit = off as $$
  with named as (
    select id, row_number() over (order by id)::int as ix from (select unnest(batch.froms) union select unnest(batch.tos)) x (id)
  ), known as materialized (select id, content from ledger.entries where id = any (batch.keys)
  ), accounts as materialized (select a as row, a.id, a.unit_id from ledger.accounts a where id = any (batch.froms || batch.tos))
  select t.ord::int, t.amount, f.ix, g.ix,
    ledger.content('transfer', null, t.from_account, t.to_account, t.amount, t.on_day, t.expires_on, t.edition, t.record, t.activity),
    known.content,
    case when t.unit <> fa.unit_id then 'ledger.no_such_account'
      else ledger.fault(fa.row, ga.row, t.amount, coalesce(t.on_day, ledger.today()), t.expires_on) end
  from unnest(batch.keys, batch.froms, batch.tos, batch.amounts, batch.editions, batch.activities, batch.records,
      batch.days, batch.expiries, batch.units) with ordinality
      as t (key, from_account, to_account, amount, edition, activity, record, on_day, expires_on, unit, ord)
    join named f on f.id = t.from_account
    join named g on g.id = t.to_account
    left join known on known.id = t.key
    left join accounts fa on fa.id = t.from_account
    left join accounts ga on ga.id = t.to_account
  order by t.ord
$$;

-- Books those of a batch that were accepted. A key that somebody else booked since it was looked up undoes the whole
-- transaction, which then runs again and finds it.
create function ledger.book_some(batch ledger.batch, accepted int[]) returns void language plpgsql as $$
declare
  kept ledger.batch;
  ask record;
begin
  select array_agg(key order by ord), array_agg(f order by ord), array_agg(g order by ord), array_agg(a order by ord),
    array_agg(e order by ord), array_agg(act order by ord), array_agg(r order by ord), array_agg(d order by ord),
    array_agg(x order by ord), array_agg(actor order by ord), array_agg(unit order by ord)
  into kept from unnest(batch.keys, batch.froms, batch.tos, batch.amounts, batch.editions, batch.activities, batch.records,
    batch.days, batch.expiries, batch.actors, batch.units) with ordinality
    as t (key, f, g, a, e, act, r, d, x, actor, unit, ord)
  where ord = any (accepted);
  begin
    perform ledger.book(kept, true);
  exception when unique_violation then
    raise exception 'the same key was booked meanwhile' using errcode = '40001';
  end;
  for ask in
    select t.key, t.f, t.a, max(coalesce(t.d, ledger.today())) over (partition by t.f) as valid_on
    from unnest(kept.keys, kept.froms, kept.amounts, kept.days) with ordinality as t (key, f, a, d, ord)
      join ledger.accounts on id = t.f and in_lots
    order by t.ord
  loop
    perform ledger.take_from_lots(ask.f, ask.key, ask.a, ask.valid_on);
  end loop;
end $$;
