-- What an entry does to the lots of the one account of its two that keeps lots.
create function ledger.move_lots(ask ledger.entries, source boolean, expires_on date, about uuid) returns void
language plpgsql as $$
begin
  if not source and ask.kind = 'reversal' then
    perform ledger.give_back(about, ask.id, ask.amount);
  elsif not source then
    insert into ledger.lots (id, account_id, fund_account, amount, remaining, expires_on, edition, activity, record)
    values (ask.id, ask.to_account, ask.from_account, ask.amount, ask.amount, expires_on, ask.edition, ask.activity, ask.record);
  elsif ask.kind in ('expiry', 'claw-back', 'reversal') then
    perform ledger.take_from_lot(about, ask.id, ask.amount);
  else
    perform ledger.take_from_lots(ask.from_account, ask.id, ask.amount, case when ask.kind = 'hold' then '-infinity' else ask.on_day end);
  end if;
end $$;

create function ledger.take_from_lot(lot uuid, entry uuid, taken bigint) returns void language plpgsql as $$
begin
  update ledger.lots set remaining = remaining - taken where id = lot and remaining >= taken;
  if not found then perform ledger.refuse('ledger.lot_spent'); end if;
  insert into ledger.lot_uses values (lot, entry, taken);
end $$;

-- First to expire is first to go, then the oldest. What expired before `valid_on` does not count. The account's row is
-- locked by the entry that is being booked, so nobody else touches its lots.
create function ledger.take_from_lots(of_account uuid, entry uuid, wanted bigint, valid_on date) returns void
language plpgsql as $$
declare
  taken bigint;
begin
  with queue as (
    select id, remaining, sum(remaining) over (order by coalesce(expires_on, 'infinity'), id) - remaining as before
    from ledger.lots where account_id = of_account and remaining > 0 and coalesce(expires_on, 'infinity') >= valid_on
  ), takes as (
    select id, least(remaining, wanted - before)::bigint as amount from queue where before < wanted
  ), less as (
    update ledger.lots l set remaining = l.remaining - takes.amount from takes where l.id = takes.id
  ), uses as (
    insert into ledger.lot_uses select id, entry, amount from takes
  ) select coalesce(sum(amount), 0) into taken from takes;
  if taken <> wanted then perform ledger.refuse('ledger.insufficient', of_account::text); end if;
end $$;

-- Gives back to the lots that an entry took from: the last taken first, as if less had been spent. What earlier
-- reversals of the entry gave back counts.
create function ledger.give_back(reversed uuid, entry uuid, wanted bigint) returns void language plpgsql as $$
begin
  with taken as (
    select u.lot_id, sum(u.amount)::bigint as amount from ledger.lot_uses u
    where u.entry_id = reversed or u.entry_id in (select id from ledger.entries where reverses = reversed)
    group by u.lot_id having sum(u.amount) > 0
  ), queue as (
    select t.lot_id, t.amount,
      sum(t.amount) over (order by coalesce(l.expires_on, 'infinity') desc, l.id desc) - t.amount as before
    from taken t join ledger.lots l on l.id = t.lot_id
  ), back as (
    insert into ledger.lot_uses select lot_id, entry, -least(amount, wanted - before)::bigint from queue where before < wanted
    returning lot_id, -amount as amount
  ) update ledger.lots l set remaining = l.remaining + back.amount from back where l.id = back.lot_id;
end $$;

-- Takes back what is left of one named grant and is not held; answers how much that was. Grants that are spent stay spent.
create function ledger.claw_back(key uuid, lot uuid, on_day date, edition uuid, activity text, record uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  granted ledger.lots;
  ask ledger.entries;
  free bigint;
begin
  ask := ledger.ask(key, 'claw-back', lot, null, null, null, on_day, edition, activity, record);
  select amount into free from ledger.entries e where e.id = key and e.content = ask.content;
  if found then return free; end if;
  select posted - held into free from ledger.accounts a
    where a.id = (select account_id from ledger.lots where id = lot) for update;
  select * into granted from ledger.lots where id = lot;
  if granted.id is null then perform ledger.refuse('ledger.no_such_entry'); end if;
  ask.from_account := granted.account_id;
  ask.to_account := granted.fund_account;
  ask.amount := least(granted.remaining, free);
  if ask.amount = 0 then perform ledger.refuse('ledger.lot_spent'); end if;
  perform ledger.move(ask, 0, null, lot);
  return ask.amount;
end $$;
comment on function ledger.claw_back(uuid, uuid, date, uuid, text, uuid) is
  'definer: returns what is left of one grant to the fund that paid, from a wallet in scope; gives the amount taken';

-- Returns to their funds what expired before a day in wallets in scope, at most `most` lots a call. What is left is read
-- under the wallet's lock, so two nodes at once, or a run twice, move it once. A closed day gives way to the next open one.
create function ledger.expire_lots(before_day date, most int) returns int
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  due record;
  ask ledger.entries;
  free bigint;
  line bigint;
  left_over bigint;
  done int := 0;
begin
  for due in
    select l.id, l.account_id, l.fund_account, l.edition, l.activity, l.record from ledger.lots l join ledger.accounts a on a.id = l.account_id
    where l.expires_on < before_day and l.remaining > 0 and a.posted > a.held and a.unit_id = any (kit.scope())
    order by l.account_id, l.expires_on, l.id limit most
  loop
    select posted - held, lines into free, line from ledger.accounts where id = due.account_id for update;
    select remaining into left_over from ledger.lots where id = due.id;
    continue when least(free, left_over) = 0;
    ask := ledger.ask(ledger.key_of(due.id, 'expiry' || line), 'expiry', due.id, due.account_id, due.fund_account,
      least(free, left_over), ledger.open_day(array[due.account_id, due.fund_account], before_day), due.edition, due.activity, due.record);
    perform ledger.move(ask, 0, null, due.id);
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function ledger.expire_lots(date, int) is
  'definer: returns expired points of wallets in scope to the funds that paid; gives how many lots it emptied';

-- A day, or the first one after it on which the books of all these accounts are open.
create function ledger.open_day(of_accounts uuid[], wanted date) returns date language sql stable as $$
  select greatest(wanted, max(closed_through) + 1) from ledger.accounts where id = any (of_accounts)
$$;

-- A key that follows from what it is for, in the form of a UUID of version 8.
create function ledger.key_of(about uuid, what text) returns uuid language sql stable as $$
  select encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 128), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
  from (select substr(sha256(uuid_send(about) || convert_to(what, 'UTF8')), 1, 16) as h) digest
$$;

-- One asking as a row, with its content.
create function ledger.ask(key uuid, kind text, about uuid, from_account uuid, to_account uuid, amount bigint,
  on_day date, edition uuid, activity text, record uuid) returns ledger.entries language plpgsql stable as $$
declare
  ask ledger.entries;
begin
  ask.id := key;
  ask.content := sha256(convert_to(concat_ws('|', kind, about, from_account, to_account, amount, on_day, edition, record, activity), 'UTF8'));
  ask.kind := kind;
  ask.from_account := from_account;
  ask.to_account := to_account;
  ask.amount := amount;
  ask.on_day := coalesce(on_day, ledger.today());
  ask.edition := edition;
  ask.activity := activity;
  ask.record := record;
  return ask;
end $$;
