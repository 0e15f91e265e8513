-- What can be given as thanks: an amount of money, a gift, a voucher, points. `piece_vnd` is the value of one piece of
-- it (1 for money), `valid_days` how long points and vouchers can be used once they are given; null: without end.
create table rewards.items (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  kind text not null check (kind in ('money', 'gift', 'voucher', 'points')),
  name_vi text not null check (char_length(name_vi) between 2 and 120),
  name_en text not null check (char_length(name_en) between 2 and 120),
  piece_vnd bigint not null check (piece_vnd between 0 and 1000000000000),
  valid_days integer check (valid_days between 1 and 3650),
  made_by uuid,
  made_at timestamptz not null
);
create index items_by_unit on rewards.items (unit_id);

-- How many people must sign a run that is worth so much, from a day on. Which limits a unit really has is its own rule:
-- these are settings, to be replaced by rows of a later day.
create table rewards.limits (
  from_day date not null,
  up_to_vnd bigint not null check (up_to_vnd > 0),
  signatures integer not null check (signatures between 1 and 3),
  primary key (from_day, up_to_vnd)
);
insert into rewards.limits values ('2020-01-01', 50000000, 1), ('2020-01-01', 100000000000000, 2);

-- A run proposes awards for one criterion and period: from a list, or from a frozen recognition, whose id and hash it keeps.
create table rewards.runs (
  id uuid primary key,
  unit_id uuid not null references org.units (id),
  edition_id uuid not null references editions.editions (id),
  activity text not null check (activity ~ '^[a-z][a-z0-9-]{1,40}$'),
  criterion text not null check (criterion ~ '^[a-z][a-z0-9-]{1,60}$'),
  period text not null check (period ~ '^\d{4}(-\d{2})?$'),
  source text not null check (source in ('list', 'recognition')),
  source_id uuid,
  source_sha256 bytea,
  title_vi text not null check (char_length(title_vi) between 2 and 200),
  title_en text not null check (char_length(title_en) between 2 and 200),
  item_id uuid not null references rewards.items (id),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  check ((source = 'recognition') = (source_id is not null))
);
create index runs_by_source on rewards.runs (source_id) where source_id is not null;
create index runs_by_unit on rewards.runs (unit_id, id);

-- Who pays: the budget that an award's own unit has from each source, in this order. Each takes its share, at most so
-- much an award; the last takes what is left, so that the parts are the whole to the đồng.
create table rewards.payers (
  run_id uuid not null references rewards.runs (id),
  ord smallint not null check (ord between 1 and 4),
  source text not null check (source in ('company', 'union', 'youth', 'partner')),
  share_bp integer not null check (share_bp between 1 and 10000),
  most_vnd bigint check (most_vnd > 0),
  primary key (run_id, ord),
  unique (run_id, source)
);

-- What was decided on a run, in order. Nobody signs what they proposed, and nobody signs twice.
create table rewards.decisions (
  run_id uuid not null references rewards.runs (id),
  no smallint not null,
  kind text not null check (kind in ('submitted', 'signed', 'approved', 'refused', 'issued')),
  unit_id uuid not null,
  proposer uuid not null,
  actor uuid not null,
  reason text check (char_length(reason) between 3 and 500),
  at timestamptz not null,
  primary key (run_id, no),
  check (kind <> 'signed' or actor <> proposer),
  check (kind <> 'refused' or reason is not null)
);
create unique index decisions_signed_once on rewards.decisions (run_id, actor) where kind = 'signed';
create unique index decisions_ended_once on rewards.decisions (run_id, kind) where kind in ('submitted', 'approved', 'refused', 'issued');

-- One thanks to one party. `party_id` is who is thanked (an enterprise, or a customer as household, contract or person),
-- `customer_id` in whose portal it shows, `why_at` where there the whole reason stands. No keys to other tables: a run may bring a million of them in one go.
create table rewards.awards (
  id uuid primary key,
  run_id uuid not null,
  no integer not null,
  unit_id uuid not null,
  criterion text not null,
  period text not null,
  party_kind text not null check (party_kind in ('person', 'household', 'contract', 'enterprise')),
  party_id uuid not null,
  customer_id uuid,
  pieces bigint not null check (pieces between 1 and 1000000000),
  value_vnd bigint not null check (value_vnd between 0 and 100000000000),
  why text check (char_length(why) <= 300),
  why_at text check (why_at ~ '^/mine/[a-z0-9/-]{1,80}$'),
  live boolean not null default true
);
-- Once per criterion, period and party over all units: the index decides, whoever asks and however many at once.
create unique index awards_once on rewards.awards (criterion, period, party_id, party_kind) where live;
create unique index awards_of_run on rewards.awards (run_id, no);
create index awards_by_unit on rewards.awards (unit_id, id);
create index awards_of_customer on rewards.awards (customer_id) where customer_id is not null;

-- Where an award has gone since it was proposed; the last step counts. A step is taken by writing its number, so of two
-- at once one is first.
create table rewards.steps (
  award_id uuid not null,
  no smallint not null,
  state text not null check (state in ('refused', 'issued', 'delivered', 'verified', 'disputed', 'expired', 'clawed_back')),
  unit_id uuid not null,
  actor uuid,
  reason text check (char_length(reason) between 3 and 500),
  at timestamptz not null,
  primary key (award_id, no)
);
create index steps_disputed on rewards.steps (unit_id, award_id) where state = 'disputed';

create function rewards.stay() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name using errcode = '42501'; end $$;
create trigger stay before update or delete or truncate on rewards.decisions for each statement execute function rewards.stay();
create trigger stay before update or delete or truncate on rewards.steps for each statement execute function rewards.stay();

-- The awards of whoever signed in, for the policies of what hangs on an award.
create function rewards.mine() returns uuid[]
language sql stable security definer set search_path = pg_catalog, rewards as $$
  select array(select id from rewards.awards where customer_id = any (customers.mine()) limit 2000)
$$;
comment on function rewards.mine() is 'definer: the awards of the customers behind the signed-in number; opaque ids';

-- Whether a party was thanked for a criterion and period, by any unit.
create function rewards.thanked(p_criterion text, p_period text, p_kind text, p_party uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, rewards as $$
  select exists (select from rewards.awards
    where criterion = p_criterion and period = p_period and party_id = p_party and party_kind = p_kind and live)
$$;
comment on function rewards.thanked is 'definer: a party is thanked once over all units; answers yes or no, never by whom';

-- The key of what is booked for an award: its payment by a source, the grant of its points. The award's own time stays in
-- front, so that the keys of a run lie beside each other in the ledger's indexes.
create function rewards.key_of(award uuid, what text) returns uuid language sql stable as $$
  select encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 128), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
  from (select substring(uuid_send(award) from 1 for 6)
    || substr(sha256(uuid_send(award) || convert_to(what, 'UTF8')), 7, 10) as h offset 0) digest
$$;

-- What each payer gives for each award of a run that is still to be issued, from `low` to below `high` in its order.
create function rewards.legs(p_run uuid, low integer, high integer)
returns table (award_id uuid, no integer, unit_id uuid, source text, amount bigint) language sql stable as $$
  with parts as (
    select a.id, a.no, a.unit_id, a.value_vnd, p.ord, p.source, max(p.ord) over (partition by a.id) as last_ord,
      least(a.value_vnd * p.share_bp / 10000, coalesce(p.most_vnd, a.value_vnd)) as part
    from rewards.awards a join rewards.payers p on p.run_id = a.run_id
    where a.run_id = p_run and a.no >= low and a.no < high and a.live
      and not exists (select from rewards.steps s where s.award_id = a.id)
  ), amounts as (
    select id, no, unit_id, ord, source, case when ord < last_ord then part else value_vnd - coalesce(sum(part) over
      (partition by id order by ord rows between unbounded preceding and 1 preceding), 0)::bigint end as amount from parts
  ) select id, no, unit_id, source, amount from amounts where amount > 0 order by no, ord
$$;

alter table rewards.items enable row level security;
alter table rewards.limits enable row level security;
alter table rewards.runs enable row level security;
alter table rewards.payers enable row level security;
alter table rewards.decisions enable row level security;
alter table rewards.awards enable row level security;
alter table rewards.steps enable row level security;
create policy read on rewards.items for select using ((select kit.acting()));
create policy make on rewards.items for insert with check (unit_id = any ((select kit.scope())::uuid[]));
create policy read on rewards.limits for select using ((select kit.acting()));
create policy in_scope on rewards.awards using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on rewards.awards for select using (customer_id = any ((select customers.mine())::uuid[]));
create policy in_scope on rewards.runs using (unit_id = any ((select kit.scope())::uuid[]));
create policy with_award on rewards.runs for select using (exists (select from rewards.awards a where a.run_id = runs.id));
create policy with_run on rewards.payers for select using (exists (select from rewards.runs r where r.id = run_id));
create policy take_in on rewards.payers for insert with check (exists (select from rewards.runs r where r.id = run_id));
create policy with_run on rewards.decisions for select using (exists (select from rewards.runs r where r.id = run_id));
create policy take_in on rewards.decisions for insert with check (unit_id = any ((select kit.scope())::uuid[]));
create policy in_scope on rewards.steps using (unit_id = any ((select kit.scope())::uuid[]));
create policy own on rewards.steps for select using (award_id = any ((select rewards.mine())::uuid[]));
create policy answer on rewards.steps for insert with check (
  state in ('verified', 'disputed') and award_id = any ((select rewards.mine())::uuid[]));
grant select on rewards.limits to tri_an_app;
grant select, insert on rewards.items, rewards.runs, rewards.payers, rewards.decisions, rewards.awards, rewards.steps to tri_an_app;
grant update (live) on rewards.awards to tri_an_app;
