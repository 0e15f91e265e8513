-- One entry: both balances move in one statement, the floor is judged on the row's newest version while it is locked,
-- and the entry is written with what came out. The rows are locked in the order of their ids
-- (an index scan over a sorted array), so two entries between the same accounts do not deadlock. Whether the key is
-- known is asked by the same statement: mostly it is not, and a question of its own would cost every entry a statement.
-- Answers true when it booked, false when the same was booked before; refuses otherwise, and the transaction is over.
create function ledger.move(ask ledger.entries, unheld bigint, expires_on date, about uuid) returns boolean
language plpgsql as $$
declare
  scope uuid[] := kit.scope();
  customer uuid := kit.customer();
  untouched boolean;
  source boolean;
  target boolean;
  suits boolean;
begin
  for attempt in 1..2 loop
    with moved as (
      update ledger.accounts a set
        posted = a.posted + case when a.id = ask.from_account then -ask.amount else ask.amount end,
        held = a.held - case when a.id = ask.from_account then unheld else 0 end,
        lines = a.lines + 1
      where a.id = any (array[ask.from_account, ask.to_account]) and a.closed_through < ask.on_day
        and (a.id = ask.to_account or (
          (a.floor is null or a.posted - a.held - ask.amount + unheld >= a.floor)
          and (a.unit_id = any (scope) or (a.owner_kind = 'customer' and a.owner_id = customer))))
        and not exists (select from ledger.entries e where e.id = ask.id)
      returning a.id, a.asset, a.posted, a.lines, a.in_lots
    )
    select f.lines, f.posted, f.in_lots, t.lines, t.posted, t.in_lots, f.posted is null and t.posted is null,
      f.asset = t.asset and f.id <> t.id and ask.amount > 0 and not (f.in_lots and t.in_lots)
        and (expires_on is null or t.in_lots)
    into ask.from_line, ask.from_after, source, ask.to_line, ask.to_after, target, untouched, suits
    from (select) always left join moved f on f.id = ask.from_account left join moved t on t.id = ask.to_account;
    if suits then
      insert into ledger.entries values (ask.id, ask.content, ask.kind, ask.from_account, ask.from_line, ask.from_after,
        ask.to_account, ask.to_line, ask.to_after, ask.amount, ask.on_day, ask.edition, ask.activity, ask.record, ask.reverses,
        coalesce(kit.actor(), customer), now()) on conflict do nothing;
      if found then
        if source or target then perform ledger.move_lots(ask, source, expires_on, about); end if;
        return true;
      end if;
    elsif untouched and ledger.known(ask) then return false;
    end if;
    perform ledger.explain(ask, unheld, expires_on);
  end loop;
  perform ledger.refuse('ledger.insufficient');
end $$;

-- Whether the same was booked before; refuses the key when something else was.
create function ledger.known(ask ledger.entries) returns boolean language plpgsql as $$
declare
  before bytea;
begin
  select content into before from ledger.entries where id = ask.id;
  if before <> ask.content then perform ledger.refuse('ledger.key_reused'); end if;
  return found;
end $$;

-- Says why an entry could not be booked. Comes back only when expired holds were in the way and are now gone.
create function ledger.explain(ask ledger.entries, unheld bigint, expires_on date) returns void
language plpgsql as $$
declare
  f ledger.accounts;
  t ledger.accounts;
begin
  if exists (select from ledger.entries where id = ask.id) then
    raise exception 'the same key was booked meanwhile' using errcode = '40001';
  end if;
  select * into f from ledger.accounts where id = ask.from_account;
  select * into t from ledger.accounts where id = ask.to_account;
  perform ledger.refuse(code) from ledger.fault(f, t, ask.amount, ask.on_day, expires_on) code
    where code is not null;
  if f.posted - f.held - ask.amount + unheld >= f.floor then
    raise exception 'the balance changed meanwhile' using errcode = '40001';
  end if;
  if not ledger.drop_expired(array[f.id]) then perform ledger.refuse('ledger.insufficient', f.id::text); end if;
  update ledger.accounts set posted = posted - ask.amount, lines = lines - 1 where id = t.id;
end $$;

-- What is wrong with moving an amount between two accounts whatever the balance; null when nothing is.
create function ledger.fault(f ledger.accounts, t ledger.accounts, amount bigint, on_day date, expires_on date) returns text
language sql stable as $$
  select case
    when amount is null or amount not between 1 and 100000000000000 then 'ledger.bad_amount'
    when f.id is null or t.id is null then 'ledger.no_such_account'
    when f.id = t.id then 'ledger.same_account'
    when not coalesce(f.unit_id = any (kit.scope()) or (f.owner_kind = 'customer' and f.owner_id = kit.customer()), false)
      then 'ledger.no_such_account'
    when f.asset <> t.asset then 'ledger.different_assets'
    when f.in_lots and t.in_lots then 'ledger.between_lots'
    when expires_on is not null and not t.in_lots then 'ledger.not_in_lots'
    when on_day <= greatest(f.closed_through, t.closed_through) then 'ledger.closed_period'
  end
$$;

-- Ends the expired holds of accounts; true when any ended.
create function ledger.drop_expired(of_accounts uuid[]) returns boolean language plpgsql as $$
declare
  dropped bigint;
begin
  with over as (
    insert into ledger.hold_ends (hold_id, how, actor)
    select h.id, 'expired', kit.actor() from ledger.holds h
    where h.from_account = any (of_accounts) and h.expires_at <= clock_timestamp()
      and not exists (select from ledger.hold_ends e where e.hold_id = h.id)
    on conflict do nothing returning hold_id
  ), sums as (
    select h.from_account as id, sum(h.amount)::bigint as amount
    from over join ledger.holds h on h.id = over.hold_id group by h.from_account order by 1
  ), freed as (
    update ledger.accounts a set held = a.held - sums.amount from sums where a.id = sums.id returning 1
  ) select count(*) into dropped from freed;
  return dropped > 0;
end $$;

create function ledger.post(key uuid, from_account uuid, to_account uuid, amount bigint, edition uuid, activity text,
  record uuid, on_day date, expires_on date) returns boolean
language plpgsql security definer set search_path = pg_catalog, ledger set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  return ledger.move(row(key,
    ledger.content('transfer', null, from_account, to_account, amount, on_day, expires_on, edition, record, activity),
    'transfer', from_account, null, null, to_account, null, null, amount, coalesce(on_day, ledger.today()), edition, activity, record,
    null, null, null)::ledger.entries, 0, expires_on, null);
end $$;
comment on function ledger.post(uuid, uuid, uuid, bigint, uuid, text, uuid, date, date) is
  'definer: books one entry from an account in scope to any account, the only way to write one; says whether it was new';
