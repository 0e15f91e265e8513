-- Keeps an amount free for later. The id is the idempotency key. True when new, false when the same was held before.
create function ledger.hold(key uuid, from_account uuid, to_account uuid, amount bigint, edition uuid, activity text,
  record uuid, expires_at timestamptz) returns boolean language plpgsql as $$
declare
  ask ledger.entries := ledger.ask(key, 'hold', null, from_account, to_account, amount, null, edition, activity, record);
  asked bytea := sha256(ask.content || timestamptz_send(expires_at));
  before bytea;
begin
  for attempt in 1..2 loop
    select content into before from ledger.holds where id = key;
    if before = asked then return false; end if;
    if before is not null then perform ledger.refuse('ledger.key_reused'); end if;
    perform ledger.refuse(code) from (select 1) one left join ledger.accounts f on f.id = from_account
      left join ledger.accounts t on t.id = to_account, ledger.fault(f, t, amount, 'infinity', null) code where code is not null;
    if expires_at <= clock_timestamp() then perform ledger.refuse('ledger.hold_expired'); end if;
    update ledger.accounts a set held = a.held + amount
      where a.id = from_account and (a.floor is null or a.posted - a.held - amount >= a.floor);
    if found then
      insert into ledger.holds values (key, asked, from_account, to_account, amount, edition, activity, record, expires_at,
        coalesce(kit.actor(), kit.customer()), now()) on conflict do nothing;
      if found then return true; end if;
      raise exception 'the same hold was made meanwhile' using errcode = '40001';
    end if;
    exit when not ledger.drop_expired(array[from_account]);
  end loop;
  if exists (select from ledger.holds where id = key) then
    raise exception 'the same hold was made meanwhile' using errcode = '40001';
  end if;
  perform ledger.refuse('ledger.insufficient', from_account::text);
end $$;

-- Holds many amounts, all or none, in the order of their accounts. Says of each whether it was new.
create function ledger.hold_all(keys uuid[], froms uuid[], tos uuid[], amounts bigint[], editions uuid[], activities text[],
  records uuid[], untils timestamptz[]) returns boolean[]
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  it record;
  fresh boolean[] := array_fill(false, array[cardinality(keys)]);
begin
  for it in select * from unnest(keys, froms, tos, amounts, editions, activities, records, untils) with ordinality
    as t (key, f, t, amount, edition, activity, record, until, ord) order by f, ord
  loop
    fresh[it.ord] := ledger.hold(it.key, it.f, it.t, it.amount, it.edition, it.activity, it.record, it.until);
  end loop;
  return fresh;
end $$;
comment on function ledger.hold_all(uuid[], uuid[], uuid[], bigint[], uuid[], text[], uuid[], timestamptz[]) is
  'definer: holds amounts of accounts in scope, all or none; says of each whether it was new';

-- Books a hold, or part of it; the rest is free again. At most once, and before it expires by the database's clock.
create function ledger.commit_hold(key uuid, hold uuid, amount bigint, on_day date) returns boolean
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  h ledger.holds;
  ask ledger.entries;
begin
  select * into h from ledger.holds where id = hold;
  if h.id is null then perform ledger.refuse('ledger.no_such_hold'); end if;
  ask := ledger.ask(key, 'hold', hold, h.from_account, h.to_account, coalesce(amount, h.amount), on_day, h.edition, h.activity, h.record);
  if exists (select from ledger.entries where id = key) then return ledger.move(ask, 0, null, hold); end if;
  if ask.amount > h.amount then perform ledger.refuse('ledger.more_than_held'); end if;
  perform ledger.lock_accounts(array[h.from_account, h.to_account]);
  if exists (select from ledger.hold_ends where hold_id = hold) then
    if exists (select from ledger.entries where id = key) then return ledger.move(ask, 0, null, hold); end if;
    perform ledger.refuse('ledger.hold_settled');
  end if;
  if h.expires_at <= clock_timestamp() then perform ledger.refuse('ledger.hold_expired'); end if;
  perform ledger.move(ask, h.amount, null, hold);
  insert into ledger.hold_ends values (hold, 'committed', key, coalesce(kit.actor(), kit.customer()), now());
  return true;
end $$;
comment on function ledger.commit_hold(uuid, uuid, bigint, date) is
  'definer: books a hold of an account in scope, at most once; says whether it was new';

-- Lets a hold go. True when this did it, false when it was released or had expired before.
create function ledger.release_hold(hold uuid) returns boolean language plpgsql as $$
declare
  h ledger.holds;
  ended text;
begin
  select holds.* into h from ledger.holds join ledger.accounts a on a.id = from_account
    where holds.id = hold and (a.unit_id = any (kit.scope()) or (a.owner_kind = 'customer' and a.owner_id = kit.customer()));
  if h.id is null then perform ledger.refuse('ledger.no_such_hold'); end if;
  perform ledger.lock_accounts(array[h.from_account]);
  select how into ended from ledger.hold_ends where hold_id = hold;
  if ended = 'committed' then perform ledger.refuse('ledger.hold_settled'); end if;
  if ended is not null then return false; end if;
  update ledger.accounts set held = held - h.amount where id = h.from_account;
  insert into ledger.hold_ends values (hold, 'released', null, coalesce(kit.actor(), kit.customer()), now());
  return true;
end $$;

create function ledger.release_holds(wanted uuid[]) returns boolean[]
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  it record;
  freed boolean[] := array_fill(false, array[cardinality(wanted)]);
begin
  for it in select w.id, w.ord from unnest(wanted) with ordinality w (id, ord) left join ledger.holds h on h.id = w.id
    order by h.from_account, w.ord
  loop
    freed[it.ord] := ledger.release_hold(it.id);
  end loop;
  return freed;
end $$;
comment on function ledger.release_holds(uuid[]) is
  'definer: lets holds of accounts in scope go, each at most once; says of each whether this did it';

create function ledger.lock_accounts(ids uuid[]) returns void language plpgsql as $$
begin
  perform id from ledger.accounts where id = any (ids) order by id for update;
end $$;

-- Ends expired holds of accounts in scope, at most `most` accounts a call.
create function ledger.expire_holds(most int) returns boolean
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  due uuid[] := array(select distinct h.from_account from ledger.holds h join ledger.accounts a on a.id = h.from_account
    where h.expires_at <= clock_timestamp() and a.held > 0 and a.unit_id = any (kit.scope())
      and not exists (select from ledger.hold_ends e where e.hold_id = h.id) limit most);
begin
  perform ledger.lock_accounts(due);
  return ledger.drop_expired(due);
end $$;
comment on function ledger.expire_holds(int) is 'definer: frees what expired holds kept in accounts in scope; says whether there were any';

-- Moves stock to a device's or person's account for a while. The entry's id is the lease's.
create function ledger.lease(key uuid, from_account uuid, to_account uuid, amount bigint, edition uuid, activity text,
  record uuid, on_day date, expires_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  ask ledger.entries := ledger.ask(key, 'lease', null, from_account, to_account, amount, on_day, edition, activity, record);
begin
  ask.content := sha256(ask.content || timestamptz_send(expires_at));
  if not ledger.move(ask, 0, null, null) then return false; end if;
  if expires_at <= clock_timestamp() then perform ledger.refuse('ledger.lease_expired'); end if;
  insert into ledger.leases values (key, from_account, to_account, amount, expires_at);
  return true;
end $$;
comment on function ledger.lease(uuid, uuid, uuid, bigint, uuid, text, uuid, date, timestamptz) is
  'definer: leases stock of an account in scope; says whether it was new';

-- Ends a lease: what was not used comes back. `amount` null brings back all that is left. Answers how much came back.
create function ledger.end_lease(key uuid, lease uuid, amount bigint, on_day date, ending text) returns bigint
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  l ledger.leases;
  e ledger.entries;
  ask ledger.entries;
  ended ledger.lease_ends;
  free bigint;
begin
  select * into l from ledger.leases where id = lease;
  select * into e from ledger.entries where id = lease;
  select posted - held into free from ledger.accounts a where a.id = l.to_account
    and (a.unit_id = any (kit.scope()) or (a.owner_kind = 'customer' and a.owner_id = kit.customer())) for update;
  if free is null then perform ledger.refuse('ledger.no_such_lease'); end if;
  select * into ended from ledger.lease_ends where lease_id = lease;
  if ended.entry_id = key then return ended.returned; end if;
  if ended.lease_id is not null then perform ledger.refuse('ledger.lease_ended'); end if;
  if amount not between 0 and l.amount then perform ledger.refuse('ledger.more_than_leased'); end if;
  free := coalesce(amount, least(l.amount, free));
  if free > 0 then
    ask := ledger.ask(key, 'return', lease, l.to_account, l.from_account, free, on_day, e.edition, e.activity, e.record);
    perform ledger.move(ask, 0, null, null);
  end if;
  insert into ledger.lease_ends values (lease, ending, free, case when free > 0 then key end, coalesce(kit.actor(), kit.customer()), now());
  return free;
end $$;
comment on function ledger.end_lease(uuid, uuid, bigint, date, text) is
  'definer: brings leased stock back from an account in scope, at most once; gives how much';

-- Brings back what is left of leases that are over in accounts in scope, at most `most` a call. Says how many ended.
create function ledger.expire_leases(most int) returns int
language plpgsql security definer set search_path = pg_catalog, ledger as $$
declare
  due ledger.leases;
  done int := 0;
begin
  for due in
    select l.* from ledger.leases l join ledger.accounts a on a.id = l.to_account
    where l.expires_at <= clock_timestamp() and a.unit_id = any (kit.scope())
      and not exists (select from ledger.lease_ends e where e.lease_id = l.id)
    order by l.to_account, l.id limit most
  loop
    perform ledger.lock_accounts(array[due.from_account, due.to_account]);
    continue when exists (select from ledger.lease_ends e where e.lease_id = due.id);
    perform ledger.end_lease(ledger.key_of(due.id, 'lease over'), due.id, null,
      ledger.open_day(array[due.from_account, due.to_account], ledger.today()), 'expired');
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function ledger.expire_leases(int) is
  'definer: brings stock back from leases that are over in accounts in scope; gives how many ended';
