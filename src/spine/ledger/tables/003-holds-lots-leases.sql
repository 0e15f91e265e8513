-- A hold keeps an amount free for later: it counts in `held` until it is committed, released or expired, which
-- happens at most once (the primary key of hold_ends). Time is the database's own; an expired hold never blocks.
create table ledger.holds (
  id uuid primary key,
  content bytea not null,
  from_account uuid not null,
  to_account uuid not null,
  amount bigint not null check (amount between 1 and 100000000000000),
  edition uuid not null,
  activity text not null,
  record uuid not null,
  expires_at timestamptz not null,
  actor uuid,
  held_at timestamptz not null default now()
);
create index holds_by_account on ledger.holds (from_account, expires_at);
create index holds_by_expiry on ledger.holds (expires_at);

create table ledger.hold_ends (
  hold_id uuid primary key references ledger.holds (id),
  how text not null check (how in ('committed', 'released', 'expired')),
  entry_id uuid,
  actor uuid,
  ended_at timestamptz not null default now(),
  check ((entry_id is not null) = (how = 'committed'))
);

-- A lot is one grant of points: its id is the entry that granted it, `fund_account` is who paid and gets back what
-- expires. `expires_on` is the last day on which it can be spent. The lots of an account add up to its balance.
create table ledger.lots (
  id uuid primary key,
  account_id uuid not null,
  fund_account uuid not null,
  amount bigint not null check (amount > 0),
  remaining bigint not null,
  expires_on date,
  edition uuid not null,
  activity text not null,
  record uuid not null,
  granted_at timestamptz not null default now(),
  check (remaining between 0 and amount)
) with (fillfactor = 80);
create index lots_by_account on ledger.lots (account_id, expires_on, id) where remaining > 0;
create index lots_by_expiry on ledger.lots (expires_on, id) where remaining > 0 and expires_on is not null;

-- Which entry took how much of which lot; negative when a reversal gave it back.
create table ledger.lot_uses (
  lot_id uuid not null references ledger.lots (id),
  entry_id uuid not null,
  amount bigint not null check (amount <> 0),
  primary key (lot_id, entry_id)
);
create index lot_uses_by_entry on ledger.lot_uses (entry_id);

-- A lease is stock that went to a device or person for a while: its id is the entry that moved it. It comes back once.
create table ledger.leases (
  id uuid primary key references ledger.entries (id),
  from_account uuid not null,
  to_account uuid not null,
  amount bigint not null,
  expires_at timestamptz not null
);
create index leases_by_account on ledger.leases (to_account);
create index leases_by_expiry on ledger.leases (expires_at);

-- `entry_id` is null when nothing was left to bring back.
create table ledger.lease_ends (
  lease_id uuid primary key references ledger.leases (id),
  how text not null check (how in ('returned', 'expired')),
  returned bigint not null check (returned >= 0),
  entry_id uuid,
  actor uuid,
  ended_at timestamptz not null default now(),
  check ((entry_id is null) = (returned = 0))
);

do $$
declare name text;
begin
  foreach name in array array['holds', 'hold_ends', 'lot_uses', 'leases', 'lease_ends'] loop
    execute format('create trigger keep before update or delete or truncate on ledger.%I
      for each statement execute function ledger.keep()', name);
  end loop;
  foreach name in array array['holds', 'hold_ends', 'lots', 'lot_uses', 'leases', 'lease_ends'] loop
    execute format('alter table ledger.%I enable row level security; grant select on ledger.%I to tri_an_app', name, name);
  end loop;
end $$;
create policy read on ledger.holds for select using (
  exists (select from ledger.accounts a where a.id in (from_account, to_account)));
create policy read on ledger.hold_ends for select using (exists (select from ledger.holds h where h.id = hold_id));
create policy read on ledger.lots for select using (
  exists (select from ledger.accounts a where a.id in (account_id, fund_account)));
create policy read on ledger.lot_uses for select using (exists (select from ledger.lots l where l.id = lot_id));
create policy read on ledger.leases for select using (
  exists (select from ledger.accounts a where a.id in (from_account, to_account)));
create policy read on ledger.lease_ends for select using (exists (select from ledger.leases l where l.id = lease_id));
