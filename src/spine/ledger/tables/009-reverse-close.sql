-- Undoes an entry by one the other way, as a whole or in parts; the parts never add up to more than the entry. It reads
-- only the entry that it reverses and its reversals, under the lock of both accounts, never whether anything would be
-- allowed today. What ended a hold's or lot's or lease's life is not undone: book anew.
create function ledger.reverse(key uuid, entry uuid, part bigint, on_day date, edition uuid, activity text, record uuid)
returns boolean language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  e ledger.entries;
  ask ledger.entries;
  left_over bigint;
begin
  select * into e from ledger.entries where id = entry;
  if e.id is null then perform ledger.refuse('ledger.no_such_entry'); end if;
  ask := ledger.ask(key, 'reversal', entry, e.to_account, e.from_account, part, on_day, edition, activity, record);
  ask.reverses := entry;
  if e.kind not in ('transfer', 'hold') then perform ledger.refuse('ledger.not_reversible'); end if;
  perform ledger.lock_accounts(array[e.from_account, e.to_account]);
  if ledger.known(ask) then return false; end if;
  select e.amount - coalesce(sum(r.amount), 0) into left_over from ledger.entries r where r.reverses = entry;
  if left_over = 0 then perform ledger.refuse('ledger.already_reversed'); end if;
  if part > left_over then perform ledger.refuse('ledger.more_than_left'); end if;
  ask.amount := coalesce(part, left_over);
  return ledger.move(ask, 0, null, entry);
end $$;
comment on function ledger.reverse(uuid, uuid, bigint, date, uuid, text, uuid) is
  'definer: undoes an entry whose receiver is in scope, or a part of it, never more than it was; says whether it was new';

-- Closes the books of a unit, and of all that it holds, through a day. Each account's row carries the day, so an entry
-- and a closing meet on the row's lock and no entry slips in beside it.
create function ledger.close_period(unit uuid, through_day date) returns int
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  closing uuid[] := array(select id from org.reach(unit, ledger.today()) id where id = any (kit.scope()));
begin
  if not unit = any (kit.scope()) then perform ledger.refuse('ledger.no_such_unit'); end if;
  perform pg_advisory_xact_lock(hashtextextended('ledger.periods', 0));
  if through_day >= ledger.today() then perform ledger.refuse('ledger.day_not_over'); end if;
  if through_day <= (select max(p.through_day) from ledger.periods p where p.unit_id = unit) then
    perform ledger.refuse('ledger.closed_already');
  end if;
  insert into ledger.periods (unit_id, through_day, closed_by)
    select id, close_period.through_day, kit.actor() from unnest(closing) id
    where not exists (select from ledger.periods p where p.unit_id = id and p.through_day >= close_period.through_day);
  perform id from ledger.accounts where unit_id = any (closing) order by id for update;
  update ledger.accounts a set closed_through = close_period.through_day
    where a.unit_id = any (closing) and a.closed_through < close_period.through_day;
  return cardinality(closing);
end $$;
comment on function ledger.close_period(uuid, date) is
  'definer: closes the books of units in scope through a day, for good; gives how many units';

-- What does not add up; nothing when all is well. Runs in the caller's scope, over whole history: a job of the night.
create function ledger.faults() returns table (account_id uuid, fault text) language sql stable as $$
  with lines as (
    select p.account_id, p.line, p.amount, p.balance_after,
      lag(p.line, 1, 0::bigint) over w as line_before, lag(p.balance_after, 1, 0::bigint) over w as balance_before
    from ledger.postings p window w as (partition by p.account_id order by p.line)
  ), sums as (
    select lines.account_id, sum(amount) as amount, count(*) as lines,
      bool_and(line = line_before + 1 and balance_after = balance_before + amount) as linked from lines group by lines.account_id
  )
  select a.id, 'the balance is not the sum of the lines' from ledger.accounts a left join sums on sums.account_id = a.id
    where a.posted <> coalesce(sums.amount, 0) or a.lines <> coalesce(sums.lines, 0)
  union all select sums.account_id, 'a line does not follow from the one before' from sums where not linked
  union all
  select a.id, 'the lots do not add up to the balance' from ledger.accounts a where a.in_lots
    and a.posted <> coalesce((select sum(remaining) from ledger.lots l where l.account_id = a.id), 0)
  union all
  select l.account_id, 'a lot is not what its uses left' from ledger.lots l
    where l.amount - l.remaining <> coalesce((select sum(amount) from ledger.lot_uses u where u.lot_id = l.id), 0)
  union all
  select a.id, 'what is held is not the sum of the open holds' from ledger.accounts a
    where a.held <> coalesce((select sum(h.amount) from ledger.holds h where h.from_account = a.id
      and not exists (select from ledger.hold_ends e where e.hold_id = h.id)), 0)
$$;

-- Only the doors above are for the app; what they are made of is not.
do $$
declare inner_function regprocedure;
begin
  for inner_function in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'ledger'::regnamespace loop
    execute format('revoke execute on function %s from public', inner_function);
  end loop;
end $$;
grant execute on function ledger.today(), ledger.faults(),
  ledger.post(uuid, uuid, uuid, bigint, uuid, text, uuid, date, date),
  ledger.post_batch(uuid[], uuid[], uuid[], bigint[], uuid[], text[], uuid[], date[], date[], uuid[], uuid[]),
  ledger.hold_all(uuid[], uuid[], uuid[], bigint[], uuid[], text[], uuid[], timestamptz[]),
  ledger.commit_hold(uuid, uuid, bigint, date), ledger.release_holds(uuid[]), ledger.expire_holds(int),
  ledger.expire_leases(int), ledger.claw_back(uuid, uuid, date, uuid, text, uuid),
  ledger.expire_lots(date, int), ledger.lease(uuid, uuid, uuid, bigint, uuid, text, uuid, date, timestamptz),
  ledger.end_lease(uuid, uuid, bigint, date, text), ledger.reverse(uuid, uuid, bigint, date, uuid, text, uuid),
  ledger.close_period(uuid, date) to tri_an_app;
