-- Handing over what was given in kind. Stock itself stands in the ledger: one account of the item for each unit, one for
-- each bag that a person carries for a while. A handing over says how many came into whose hands, from which of them.
-- `collector` is who took it when it was not the receiver, with the paper that says they may; `witness` is who stood by
-- when somebody could not sign.
create table rewards.handovers (
  id uuid primary key,
  award_id uuid not null references rewards.awards (id),
  unit_id uuid not null,
  outcome text not null check (outcome in ('delivered', 'partly', 'failed', 'returned')),
  pieces bigint not null check (pieces >= 0),
  from_account uuid,
  evidence_ids uuid[] not null default '{}',
  collector text check (char_length(collector) between 2 and 120),
  authority text check (char_length(authority) between 2 and 200),
  witness text check (char_length(witness) between 2 and 120),
  reason text check (char_length(reason) between 3 and 500),
  handed_by uuid not null,
  handed_on date not null,
  recorded_at timestamptz not null,
  check ((collector is null) = (authority is null)),
  check ((outcome = 'failed') = (pieces = 0)),
  check (outcome not in ('failed', 'returned') or reason is not null)
);
create index handovers_of_award on rewards.handovers (award_id, recorded_at);
alter table rewards.handovers enable row level security;
create policy in_scope on rewards.handovers using (unit_id = any ((select kit.scope())::uuid[]));
grant select, insert on rewards.handovers to tri_an_app;

-- What was done to a wallet by hand; what was earned and what ran out stands in the ledger alone.
create table rewards.point_acts (
  id uuid primary key,
  customer_id uuid not null,
  unit_id uuid not null,
  kind text not null check (kind in ('spent', 'added', 'taken')),
  points bigint not null check (points > 0),
  reason text not null check (char_length(reason) between 3 and 200),
  actor uuid not null,
  at timestamptz not null
);
create index point_acts_by_customer on rewards.point_acts (customer_id, at);
alter table rewards.point_acts enable row level security;
create policy in_scope on rewards.point_acts using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on rewards.point_acts for select using (customer_id = any ((select customers.mine())::uuid[]));
grant select, insert on rewards.point_acts to tri_an_app;

-- The signed-in customer's own wallets: every line with what it was, newest first, and the lots that are left.
create function rewards.my_points() returns table (day date, kind text, points bigint, record uuid)
language sql stable security definer set search_path = pg_catalog, ledger as $$
  select e.on_day, e.kind::text, p.amount, e.record
  from ledger.accounts a join ledger.postings p on p.account_id = a.id join ledger.entries e on e.id = p.entry_id
  where a.asset = 'points' and a.kind = 'wallet' and a.owner_kind = 'receiver' and a.owner_id = any (customers.mine())
  order by e.posted_at desc, p.line desc limit 200
$$;
comment on function rewards.my_points() is 'definer: the lines of the wallets of whoever signed in, which no unit''s scope shows them';
create function rewards.my_lots() returns table (until date, points bigint)
language sql stable security definer set search_path = pg_catalog, ledger as $$
  select l.expires_on, sum(l.remaining)::bigint from ledger.accounts a join ledger.lots l on l.account_id = a.id
  where a.asset = 'points' and a.kind = 'wallet' and a.owner_kind = 'receiver' and a.owner_id = any (customers.mine()) and l.remaining > 0
  group by 1 order by 1 nulls last
$$;
comment on function rewards.my_lots() is 'definer: what is left in the wallets of whoever signed in, by its last day';
revoke execute on function rewards.my_points(), rewards.my_lots() from public;
grant execute on function rewards.my_points(), rewards.my_lots() to tri_an_app;
